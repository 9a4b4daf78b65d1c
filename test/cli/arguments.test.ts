import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { CannotRun } from '../../src/cli/errors';
import { Output } from '../../src/cli/output';
import { parse } from '../../src/cli/parse';
import { Progress } from '../../src/cli/progress';
import { runCli } from './spawned';

/** Ten events. */
const FILE = 'media/examples/coalescing.alloctrace';

/** Carries arguments out in this process and gives why they were refused. */
async function refusalOf(args: readonly string[]): Promise<string> {
  const { signal } = new AbortController();
  const stream = new PassThrough();
  try {
    const call = parse(args);
    if (typeof call === 'string') return assert.fail(call);
    const out = new Output(stream, signal);
    const surroundings = { out, progress: new Progress(stream), signal };
    await call.command.run(call.file, call.values, surroundings, call.files);
  } catch (error) {
    assert.ok(error instanceof CannotRun, String(error));
    assert.equal(error.place, 'alloctrace');
    return error.message;
  }
  assert.fail(`${args.join(' ')} was carried out`);
}

describe('arguments of the command line', () => {
  const refused: [string[], RegExp][] = [
    [
      [],
      /A command is missing\. The commands are run, state, explain, check, compare, import, record, bench/,
    ],
    [['benches'], /There is no command "benches"\. The commands are run,/],
    [['__proto__'], /There is no command "__proto__"/],
    [['run'], /A file is missing\. Usage: alloctrace run FILE/],
    [['run', ''], /A file is missing\. Usage: alloctrace run FILE/],
    [
      ['run', '-dash.alloctrace'],
      /Unknown option '-d'\. .* begins with "-".* \.\/-dash\.alloctrace\. Usage/,
    ],
    [
      ['run', '--a.alloctrace'],
      /Unknown option '--a\.alloctrace'\. .* \.\/--a\.alloctrace\. Usage/,
    ],
    [['run', '-x', FILE], /Unknown option '-x'\. Usage/],
    [['run', '-', '-'], /more than one file/],
    [['run', '--', '--help', '-'], /more than one file/],
    [['run', FILE, '--at', '1'], /Unknown option '--at'\. Usage: alloctrace run/],
    [['run', FILE, '--results', '--json'], /exclude each other/],
    [['run', FILE, '--json=1'], /does not take an argument/],
    [['run', FILE, '--policy', 'toString'], /--policy must be one of first-fit, next-fit, best-f/],
    [['run', FILE, '--layout='], /--layout must be one of rounded, reference, not ""/],
    [['run', FILE, '--heap', '63'], /--heap must be 64 to 1,073,741,824 bytes/],
    [['run', FILE, '--heap', '1073741825'], /--heap must be/],
    [['run', FILE, '--heap', '1e6\n'], /--heap must be .* not "1e6\\u\{a\}"/],
    [['run', FILE, '--base', '12'], /--base must be a multiple of 8/],
    [['run', FILE, '--base', '0'], /--base must be a multiple of 8/],
    [
      ['run', FILE, '--heap', '64KiB', '--base', '0x1ffffffffffff8'],
      /The heap must end below 2\^53: with 65,536 bytes its base may be at most 0x1ffffffffefff8, not 0x1ffffffffffff8\./,
    ],
    [
      ['run', FILE, '--base', '9007199254740984'],
      /heap must end below 2\^53.* not 0x1ffffffffffff8/,
    ],
    [['state', FILE], /--at N is missing/],
    [['state', FILE, '--at', '11'], /--at must be 0 to 10 in this trace, not "11"\./],
    [['state', FILE, '--at', '0xff'], /--at must be 0 to 10 in this trace, not "0xff"\./],
    [['explain', '/dev/null', '--at', '1'], /The trace has no events: there is none to explain\./],
    [['state', FILE, '--at', '-1'], /'--at' argument is ambiguous\. .* --at=VALUE\. Usage/],
    [['state', FILE, '--at=-1'], /--at must be a whole number/],
    [['explain', FILE, '--at', '0'], /--at must be 1 to 10 in this trace, not "0"/],
    [['explain', FILE, '--at', '1.5'], /--at must be a whole number of events, not "1.5"/],
    [
      ['compare', FILE, '--policies', 'first-fit,'],
      /--policies must be one or more of first-fit.* with commas between, not "first-fit,"/,
    ],
    [['bench', '--only', 'engine,x'], /--only must be one or more of engine.* not "x"/],
    [['compare', FILE, '--policy', 'first-fit'], /Unknown option '--policy'/],
  ];
  for (const [args, text] of refused) {
    it(`are refused with what is allowed: ${JSON.stringify(args)}`, async () => {
      assert.match(await refusalOf(args), text);
    });
  }

  it('that are refused end the program with 2 and one line', async () => {
    const { code, stdout, stderr } = await runCli(['run', FILE, '--heap', '1']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^alloctrace: error: --heap must be [^\n]+\n$/);
  });

  it('may ask for the version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const { code, stdout } = await runCli(['--version']);
    assert.deepEqual([code, stdout], [0, `alloctrace ${version}\n`]);
    assert.match(await refusalOf(['run', '--version', FILE]), /Unknown option '--version'/);
  });

  it('may ask for help', async () => {
    const { code, stdout } = await runCli(['run', '--help']);
    assert.equal(code, 0);
    for (const name of ['run', 'state', 'explain', 'check', 'compare', 'import']) {
      assert.match(stdout, new RegExp(`^ {2}alloctrace ${name} FILE`, 'm'));
    }
  });
});
