import { createPassportSigner, createPassportVerifier } from '@union-graph/identity';
import { partnerOf, staff } from '@union-graph/testing';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { eventually } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let token: string;
beforeAll(async () => {
  house = await startPartnerHouse(1);
  token = await house.tokenOf();
  await house.agree();
  await eventually(async () =>
    expect((await ask('{ myAgreement { id party { id } } }'))?.data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
  );
});
afterAll(() => house.stop());

const ask = (query: string) => house.gateways[0]?.ask(query, { token, headers: PURPOSE });
const POINTS = '{ servicePoints { nodes { nameZh } } }';

describe('calls to a subgraph that bypass the gateway', () => {
  const callDirectly = async (passport: string | undefined, url = house.subgraph.url) => {
    const headers = { 'content-type': 'application/json', ...(passport && { authorization: passport }) };
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: '{ whoAmI members { nameZh } }' }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const refused = async (passport: string | undefined, url?: string) => {
    const { status, text } = await callDirectly(passport, url);
    expect([status, text.includes('secret')]).toEqual([401, false]);
  };
  /** The passport of a call that the gateway has sent. */
  const capturePassport = async (): Promise<string> => {
    house.subgraph.calls.splice(0);
    await ask(POINTS);
    return house.subgraph.calls.at(-1)?.headers.authorization as string;
  };

  test('without a passport, with an access token, and with a passport of another key', async () => {
    await refused(undefined);
    await refused(`Bearer ${token}`);
    await refused(`Passport ${token}`);
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const wrong = { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' };
    await refused(`Passport ${await (await createPassportSigner('gateway', wrong))(staff('s', 'SYSTEM'), 'points')}`);
    // The right key with a wrong key id.
    await refused(
      `Passport ${await (await createPassportSigner('organisation', house.serviceKey))(staff('s', 'SYSTEM'), 'points')}`,
    );
  });

  test('with a passport for another subgraph', async () => {
    const passport = await capturePassport();
    expect((await callDirectly(passport)).status).toBe(200);
    for (const other of house.others) await refused(passport, other.url);
  });

  test('with a passport whose row filter was altered', async () => {
    const [head, body, signature] = (await capturePassport()).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    for (const change of [
      { districtCodes: [] },
      { districtCodes: ['110101'] },
      { partyId: crypto.randomUUID() },
      { kind: 'LEGAL_SERVICE' },
    ]) {
      const viewer = { ...claims.viewer, agreement: { ...claims.viewer.agreement, ...change } };
      await refused(`${head}.${Buffer.from(JSON.stringify({ ...claims, viewer })).toString('base64url')}.${signature}`);
    }
  });

  test('with a passport that is replayed after it expired', async () => {
    const key = await importJWK(house.serviceKey, 'EdDSA');
    const old = (secondsAgo: number) =>
      new SignJWT({ viewer: partnerOf({}) })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway', typ: 'passport+jwt' })
        .setIssuer('gateway')
        .setAudience('points')
        .setSubject('x')
        .setIssuedAt(Math.floor(Date.now() / 1000) - secondsAgo)
        .setExpirationTime(Math.floor(Date.now() / 1000) - secondsAgo + 60)
        .sign(key);
    expect((await callDirectly(`Passport ${await old(10)}`)).status).toBe(200);
    // Clocks of two machines may differ by some seconds.
    await refused(`Passport ${await old(75)}`);
    // Also a passport that the verifier accepted before it expired.
    const { d: _, ...publicKey } = house.serviceKey;
    const verify = createPassportVerifier('points', { keys: [publicKey] });
    const known = await old(10);
    await verify(known);
    jest.useFakeTimers({ now: Date.now() + 66_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      await expect(verify(known)).rejects.toThrow('not valid');
    } finally {
      jest.useRealTimers();
    }
  });
});
