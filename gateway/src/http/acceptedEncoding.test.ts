import { acceptedEncoding } from './acceptedEncoding.ts';

test.each([
  [undefined, null],
  ['', null],
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['br;q=0.1, gzip;q=1', 'gzip'],
  ['br; q=0.5 , GZIP;Q=0.4', 'br'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.0,gzip;q=0.000', null],
  ['*', 'br'],
  ['br;q=0, *;q=0.5', 'gzip'],
  ['*;q=0', null],
  ['identity;q=1, gzip;q=0.5', null],
  ['identity;q=0.5, gzip;q=0.5', 'gzip'],
  ['deflate', null],
  ['gzip;q=much', null],
  ['xbr, gzipped', null],
])('"%s" likes %s best', (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});
