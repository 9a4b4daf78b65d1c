/** Files that the zstd program wrote (1.5), and what it was given. */
export const ZSTD: readonly { name: string; hex: string; expected: string }[] = [
  {
    name: 'a small frame with checksum and size',
    hex: '28b52ffd2417b90000616c6c6f63747261636520310a616c6c6f63206120380aeb1f7b33',
    expected: 'alloctrace 1\nalloc a 8\n',
  },
  {
    name: 'a frame without checksum',
    hex: '28b52ffd2017b90000616c6c6f63747261636520310a616c6c6f63206120380a',
    expected: 'alloctrace 1\nalloc a 8\n',
  },
  {
    name: 'a frame that does not know its size',
    hex: '28b52ffd0458b90000616c6c6f63747261636520310a616c6c6f63206120380aeb1f7b33',
    expected: 'alloctrace 1\nalloc a 8\n',
  },
  {
    name: 'an empty frame',
    hex: '28b52ffd240001000099e9d851',
    expected: '',
  },
  {
    name: 'repetitions over several blocks',
    hex:
      '28b52ffd045894000050616c6c6f63206120380a0100f3ffcd0b124c0000086c0100fcff3910024d' +
      '000008630100dc131d080154bf720c',
    expected: 'alloc a 8\n'.repeat(30_000),
  },
  {
    name: 'compressed letters and sequences',
    hex:
      '28b52ffd64e40fc519001a5c680a13a0a5a039c048fc01e022351112b2b6e957cf15a200a0009f00' +
      'c6cbf26970b19a318751d017aa074eb7de5c463385cc9d204f55960b99623c8a865fb8036bab5c77' +
      '9da47a49fa84300b6966390799c91795c3846c55bc4e38c95da2277099eb2cead1633f0973a0ce16' +
      '622e9a4c1db9767ca2b88c705638e6fa090f16ba05f51a762a9b7b338fc42c543283c8213c7e251e' +
      '8cdc225cd3a92e439fb68b45a7cdc199f9eae470249b885c143885f2927c6a8bcd14c411b0c0c060' +
      '001073f315cde1389b04b9a83285904be3d3e16237a38e8e7ce17a6075abf4b23053d0dce13c65b2' +
      'dcc8949063a8f805e181b7952ee324d74bd427b00bc3cc760eb1982f4c0e33b2d5f13ae224c24be1' +
      '095dc859a107affd843d90cd16662ec64c2db926f2c47119e22cf2089e7dd2036d117a4d3b55f45e' +
      'cd23330b9dcc40721c45be061eacdc82bcc6a69a4bd253eb62d319d1234ccd5732870bb209c94594' +
      '290453dd3d7a4416bbcea81e32d2afc21caeb309e72293298c5c863c2d2e269c710787bee281d7ad' +
      'd4cbd829c2dce93c15b35cc9949123848e5f201e28dc1a2eeb14bc14fa8476213b6b739ccd7c1173' +
      '9892ad44ae0b9c8478897c822decec11cefa497ba0e8166a2ece4c3db946f284c83281b3cac32ef8' +
      '891d68b6205d639d6a7aefe6919a85646608721449be520e66dca2bc263855dd93a7418b55674c0f' +
      '0a0272be9a1c6c648b906b8a5309ef85476821ceb81e37d4afd8c3d96cd2b928660a2597234f8f8b' +
      '1167088f30e1ab1e6e6be865ed14ec1d9ba766963b99527218897c21f040e256f2329ba2779e605d' +
      'd8ce468fb29a2f660e73b215c9759449022f954f082eb4d939e8823eb11e68ba859b8b355365ae05' +
      '79826419ca2ce3d11b7e123c506d41ae099aaa7a4ffac8cd423433708e6190af9583856c61bc6618' +
      '812ba811282c79cd015173680d118c50583f450269233a4c680f455838ae4ce625787dab50eb2c1e' +
      '06b220dec781fdb99d45e7f81a3ce131c6b32a4ab1337c2f87b404e7d66030d39880724c3c11b4cc' +
      '00c14a124207ff66c1ca512c42b4c22b4842c4e8139993225d433699a436d4401a936184d8911fa2' +
      '3c96d515a482c8ab07a5a829f185412d786d849a10ac31cb0403acc0f8dfb20cfc55a03602da',
    expected: manyLines(),
  },
  {
    name: 'two frames with notes of other programs between and after',
    hex:
      '28b52ffd2417b90000616c6c6f63747261636520310a616c6c6f63206120380aeb1f7b33502a4d18' +
      '03000000aabbcc5f2a4d180000000028b52ffd2017b90000616c6c6f63747261636520310a616c6c' +
      '6f63206120380a512a4d1801000000ff',
    expected: 'alloctrace 1\nalloc a 8\n'.repeat(2),
  },
];

function manyLines(): string {
  let text = '';
  for (let i = 0; i < 300; i++) text += `alloc b${i} ${(i * 37) % 512}\n`;
  return text;
}

/** The bytes that `hex` writes down. */
export function hexBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}
