import { EVENT_FORMS, textOfForm } from '../eventForms';
import { literal, type Suggestion } from './suggestion';

/** What stands above a caret, as far as it says which directives can come. */
export interface Above {
  readonly hasVersion: boolean;
  readonly hasHeap: boolean;
  readonly hasEvent: boolean;
}

const HEADER = `\`\`\`alloctrace
alloctrace 1
heap size=4KiB
\`\`\``;

/** What a line can begin with. `freshId` is a name that nothing has yet. */
export function verbSuggestions(above: Above, freshId: string): Suggestion[] {
  const id = literal(freshId);
  const hasNothing = !above.hasVersion && !above.hasHeap && !above.hasEvent;
  const suggestions: (Suggestion | false)[] = [
    hasNothing && {
      kind: 'snippet',
      label: 'alloctrace 1 ... heap',
      detail: 'the first lines of a trace',
      meaning: `The version and the heap.\n\n${HEADER}`,
      insert: 'alloctrace 1\nheap size=${1:4KiB}\n\n$0',
      isSnippet: true,
    },
    !above.hasVersion && {
      kind: 'verb',
      label: 'alloctrace 1',
      detail: 'version',
      meaning: 'The version of the format. It is the first line of every trace.',
    },
    !above.hasHeap &&
      !above.hasEvent && {
        kind: 'verb',
        label: 'heap',
        detail: 'heap KEY=VALUE ...',
        meaning:
          'The heap to simulate: size, base, layout, policy, alignment. Once, before any event.',
        insert: 'heap ',
        goesOn: true,
      },
    ...events(),
    {
      kind: 'verb',
      label: 'meta',
      detail: 'meta KEY=VALUE ...',
      meaning: 'Facts about the recording, for people and tools.',
      insert: 'meta ',
      goesOn: true,
    },
    {
      kind: 'snippet',
      label: 'alloc ... free',
      detail: 'a block from its beginning to its end',
      meaning: 'Allocates a block and frees it.',
      insert: `alloc \${1:${id}} \${2:64}\n$0\nfree \${1:${id}}`,
      isSnippet: true,
    },
    {
      kind: 'snippet',
      label: 'alloc with label',
      detail: 'a block with a label and an alignment',
      meaning: 'Allocates a block, says how it is aligned, and what it is for.',
      insert: `alloc \${1:${id}} \${2:64} align=\${3:16} "\${4:label}"`,
      isSnippet: true,
    },
    {
      kind: 'snippet',
      label: 'mark "..."',
      detail: 'a section of the trace',
      meaning: 'A point in time with a name. The lines up to the next mark fold under it.',
      insert: 'mark "${1:text}"\n$0',
      isSnippet: true,
    },
  ];
  return suggestions.filter((each) => each !== false);
}

function events(): Suggestion[] {
  const verbs = [...new Set(EVENT_FORMS.map(({ verb }) => verb))];
  return verbs.map((verb) => {
    const forms = EVENT_FORMS.filter((form) => form.verb === verb);
    const lines = forms.map((form) =>
      forms.length === 1 ? form.meaning : `\`${textOfForm(form)}\`\n\n${form.meaning}`,
    );
    return {
      kind: 'verb',
      label: verb,
      detail: textOfForm(forms[0]),
      meaning: `${lines.join('\n\n')}\n\nShort: \`${forms[0].short}\`.`,
      insert: `${verb} `,
      goesOn: verb !== 'mark',
    };
  });
}
