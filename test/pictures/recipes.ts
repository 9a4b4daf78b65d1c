import type { Picture } from './picture';

const WIDTH = 1160;
const LAST_EVENT = 'AllocTrace: Go to Last Event';

/** What one sees at the end of each recipe. */
export const RECIPES: readonly Picture[] = [
  {
    name: 'recipe-freertos',
    trace: { recording: 'pictures/freertos.log', as: 'board.log', heap: '40KiB' },
    size: { width: WIDTH, height: 1200 },
    hints: true,
    async arrange(stage) {
      await stage.run('AllocTrace: Run to Next Fault');
      await stage.showOnly('heap', 'what', 'fragmentation');
    },
  },
  {
    name: 'recipe-esp-idf',
    trace: { recording: 'importers/esp-idf-sysview.txt.gz', as: 'board.log' },
    size: { width: WIDTH, height: 980 },
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showOnly('heap', 'leaks');
      await stage.fitMap();
      await stage.findLeaks('source');
    },
  },
  {
    name: 'recipe-zephyr',
    trace: { recording: 'pictures/zephyr.log', as: 'board.log' },
    size: { width: WIDTH, height: 760 },
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showRecorded();
      await stage.showOnly('timeline', 'heap', 'what', 'metrics');
      await stage.fitTimeline();
    },
  },
  {
    name: 'recipe-mtrace',
    trace: { recording: 'pictures/program.mtrace.gz', as: 'program.mtrace' },
    size: { width: WIDTH, height: 980 },
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showOnly('heap', 'leaks');
      await stage.fitMap();
      await stage.colorBy('label');
      await stage.findLeaks('label');
    },
  },
  {
    name: 'recipe-valgrind',
    trace: { recording: 'pictures/program.vg.gz', as: 'program.vg' },
    size: { width: WIDTH, height: 760 },
    hints: true,
    async arrange(stage) {
      await stage.run('AllocTrace: Run to Next Fault');
      await stage.showOnly('timeline', 'heap', 'what');
      await stage.fitMap();
      await stage.fitTimeline();
    },
  },
  {
    name: 'recipe-ltrace',
    trace: { recording: 'pictures/program.ltrace.gz', as: 'program.ltrace' },
    size: { width: WIDTH, height: 770 },
    async arrange(stage) {
      await stage.find('id 723');
      await stage.showRecorded();
      await stage.showOnly('timeline', 'heap', 'what');
      await stage.fitTimeline();
    },
  },
  {
    name: 'recipe-heaptrack',
    trace: { recording: 'pictures/heaptrack.program.zst', as: 'heaptrack.program.zst' },
    size: { width: WIDTH, height: 980 },
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showOnly('heap', 'leaks');
      await stage.fitMap();
      // Past what the library of C++ holds for itself, which is most of the heap.
      await stage.zoomMap({ x: 0.95, y: 0.95 });
      await stage.colorBy('label');
      await stage.findLeaks('source');
    },
  },
  {
    name: 'recipe-malloc-lab',
    trace: { recording: 'pictures/workload.rep', as: 'workload.rep' },
    size: { width: WIDTH, height: 1060 },
    hints: true,
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showOnly('heap', 'comparison');
      await stage.fitMap();
      await stage.comparePolicies();
    },
  },
  {
    name: 'recipe-glibc-malloc-trace',
    trace: { recording: 'pictures/program.bin.gz', as: 'program.mtrace' },
    size: { width: WIDTH, height: 900 },
    async arrange(stage) {
      await stage.find('id 723');
      await stage.showOnly('timeline', 'heap', 'what');
      await stage.fitMap();
      await stage.fitTimeline();
      await stage.colorBy('thread');
    },
  },
  {
    name: 'recipe-wee-alloc',
    trace: { recording: 'pictures/workload.wee', as: 'program.trace' },
    size: { width: WIDTH, height: 848 },
    hints: true,
    async arrange(stage) {
      await stage.find('295');
      await stage.showOnly('heap', 'what');
      await stage.fitMap();
    },
  },
  {
    name: 'recipe-json',
    trace: { recording: 'pictures/program.jsonl', as: 'program.jsonl' },
    size: { width: WIDTH, height: 800 },
    async arrange(stage) {
      await stage.run(LAST_EVENT);
      await stage.showOnly('heap', 'blocks');
      await stage.fitMap();
      await stage.colorBy('label');
      await stage.filterBlocks('label:cache');
    },
  },
];
