import { LauncherError, readOptions } from './options.ts';
import { SERVICES } from './services.ts';

test('starts everything on the usual ports', () => {
  const options = readOptions([], {});
  expect(options.only).toEqual([...SERVICES]);
  expect(options.ports).toMatchObject({ gateway: 4000, organisation: 4001, 'warmth-fund': 4005, identity: 4009 });
  expect([options.fresh, options.verbose, options.help]).toEqual([false, false, false]);
});

test('takes ports and the data folder from the environment', () => {
  const options = readOptions(['--fresh'], { WARMTH_FUND_PORT: '4105', DATA_DIR: '/tmp/elsewhere' });
  expect(options.ports['warmth-fund']).toBe(4105);
  expect(options).toMatchObject({ fresh: true, dataDir: '/tmp/elsewhere' });
});

test('PORT_BASE moves the whole house, and one port can still be told apart', () => {
  expect(readOptions([], { PORT_BASE: '5000', VENUES_PORT: '7004' }).ports).toEqual({
    gateway: 5000,
    organisation: 5001,
    mediation: 5002,
    training: 5003,
    venues: 7004,
    'warmth-fund': 5005,
    identity: 5009,
  });
  expect(() => readOptions([], { PORT_BASE: '65530' })).toThrow(/PORT_BASE leaves no room/);
});

test('brings identity with the gateway, unless another provider is named', () => {
  expect(readOptions(['--only', 'gateway,venues'], {}).only).toEqual(['venues', 'identity', 'gateway']);
  expect(readOptions(['--only=gateway'], { OIDC_ISSUER: 'https://id.example' }).only).toEqual(['gateway']);
  expect(readOptions(['--only', 'venues'], {}).only).toEqual(['venues']);
});

test('works on the demo unless another data set is named', () => {
  expect(readOptions([], {}).data).toBe('demo');
  expect(readOptions(['--data', 'city'], {}).data).toBe('city');
});

test.each([
  [['--data', 'town'], {}, /no data set "town".*demo, city/],
  [['--only', 'venue'], {}, /no service "venue".*venues/],
  [['--frech'], {}, /--frech/],
  [[], { GATEWAY_PORT: 'x' }, /GATEWAY_PORT is not a port: "x"/],
  [[], { PORT_BASE: '0' }, /PORT_BASE is not a port: "0"/],
])('says what it does not understand: %j %j', (args, env, message) => {
  expect(() => readOptions(args, env)).toThrow(LauncherError);
  expect(() => readOptions(args, env)).toThrow(message);
});
