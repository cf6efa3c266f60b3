import { promisify } from 'node:util';
import { createAddressGuard } from './addressGuard.ts';

const CLOSED = [
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001::1]',
  ],
  // Other ways to write 127.0.0.1, which URLs resolve.
  ...['2130706433', '0x7f.1', '0177.0.0.1'],
];

test.each(CLOSED)('%s may not be called', (host) => {
  expect(createAddressGuard([]).whyRefused(`http://${host}:4000/graphql`)).toMatch(/not public/);
});

test.each(['8.8.8.8', '[2606:4700::1111]', 'graph.example'])('%s may be called', (host) => {
  expect(createAddressGuard([]).whyRefused(`http://${host}/graphql`)).toBeNull();
});

test('networks that the operator allows may be called, and adjacent addresses not', () => {
  const guard = createAddressGuard(['10.1.0.0/16', 'fd00::/8']);
  const isOpen = (host: string) => guard.whyRefused(`http://${host}/`) === null;
  expect(['10.1.255.1', '[fd12::1]', '[::ffff:10.1.0.1]', '10.2.0.1', '[fc00::1]'].map(isOpen)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('a name that resolves to a non-public address is refused when a connection is made', async () => {
  const lookup = promisify(
    createAddressGuard([]).lookup as (host: string, options: object, done: (error: Error | null, found: unknown) => void) => void,
  );
  await expect(lookup('localhost', {})).rejects.toThrow('"localhost" is an address that is not public');
  const open = promisify(createAddressGuard(['127.0.0.0/8', '::1/128']).lookup as never) as (
    host: string,
    options: object,
  ) => Promise<unknown>;
  expect(await open('localhost', { all: true })).toContainEqual(
    expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) }),
  );
});
