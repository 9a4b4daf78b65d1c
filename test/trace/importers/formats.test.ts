import { check } from './check';

describe('importing other formats', () => {
  it('reads the pattern that FreeRTOS users print most', () =>
    check(
      'freertos',
      `
      boot
      traceMALLOC: 0x20001234 [64]
      I (9308) heap: traceMALLOC: 0x20001300 [16]
      traceFREE: 0x20001234 [64]
      traceMALLOC: 0x00000000 [0]
      traceMALLOC: 0x00000000 [99]
      traceMALLOC: x [99]
      traceMALLOC: 0x5
      traceFREE: 0x20009999
      `,
      `
      alloc 1 64 addr=0x20001234
      alloc 2 16 addr=0x20001300
      free 1 addr=0x20001234
      mark "pvPortMalloc failed"
      mark "pvPortMalloc(99) failed"
      alloc failed 99 addr=null
      free failed addr=null
      free u1 addr=0x20009999
      ! 7:1 The address is no number of 64 bits
      ! 8:1 The size in brackets is missing
      `,
    ));

  it('reads wee_alloc, which counts allocations', () =>
    check(
      'wee-alloc',
      `
      [
        Alloc(16),
        Alloc(32),
        Alloc(x),
        Alloc(64),
        Free(3),
        Free(9),
      ]
      `,
      `
      alloc 0 16
      alloc 1 32
      alloc 3 64
      free 3
      free 9
      ! 4:1 This is no event
      `,
    ));

  it('reads JSON lines, exact beyond what JSON numbers hold', () =>
    check(
      'json-lines',
      `
      [{"type":"alloc","address":4096,"size":16,"tag":"x"},
      {"type": "alloc", "address": "0x20000000000001", "size": 8},
      {"type":"alloc","address":9007199254740994,"size":9}
      {"type":"free","tag":"realloc","address":4096},
      {"type":"mark"}
      {"type":"alloc","address":1,"size":9007199254740993}
      {"type":"alloc","address":-1,"size":1}
      {"type":"alloc","address":2,"size":1.5}
      {"type":"alloc","address":0,"size":7}
      {"type":"free","address":9007199254740994}
      {]
      `,
      `
      alloc 1 16 addr=0x1000 "x"
      alloc 2 8 address=0x20000000000001
      alloc 3 9 address=0x20000000000002
      free 1 addr=0x1000 "realloc"
      mark "malloc(7) failed"
      alloc failed 7 addr=null
      free failed addr=null
      free 3 address=0x20000000000002
      ! 6:1 The size is above 2^53 - 1
      ! 7:1 The address is no whole number of 64 bits
      ! 8:1 The size is no whole number
      ! 11:1 This is no JSON object
      `,
    ));
});
