import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { createPassportSigner, createPassportVerifier, PassportError, serviceViewer, type Viewer } from './index.ts';

const viewer: Viewer = {
  subject: 'person:1',
  kind: 'person',
  personId: '1',
  unionPath: '/city/110105/',
  grants: [{ role: 'MEMBER', scopePath: '/city/110105/' }],
  scopes: ['read'],
  clientId: 'console',
};

async function keyPair(kid: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' },
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' },
  };
}

describe('passport', () => {
  const setUp = async () => {
    const gateway = await keyPair('gateway');
    const venues = await keyPair('venues');
    const verify = createPassportVerifier('mediation', { keys: [gateway.publicJwk, venues.publicJwk] });
    return { gateway, venues, verify };
  };

  test('is valid though a second ends while it is signed', async () => {
    const { gateway, verify } = await setUp();
    const RealDate = Date;
    let readings = 0;
    // Each reading of the clock is half a second after the one before.
    const later = () => RealDate.now() - 2_000 + 500 * readings++;
    class Slow extends RealDate {
      constructor(...given: [] | [number]) {
        super(given[0] ?? later());
      }
      static override now = later;
    }
    globalThis.Date = Slow as DateConstructor;
    const signing = Promise.all(
      [1, 2].map(async () => (await createPassportSigner('gateway', gateway.privateJwk))(viewer, 'mediation')),
    );
    const tokens = await signing.finally(() => {
      globalThis.Date = RealDate;
    });
    for (const token of tokens) expect((await verify(token)).issuer).toBe('gateway');
  });

  test('carries the viewer to the service it was made for', async () => {
    const { gateway, verify } = await setUp();
    const sign = await createPassportSigner('gateway', gateway.privateJwk);
    expect(await verify(await sign(viewer, 'mediation'))).toMatchObject({ viewer, issuer: 'gateway' });
    await expect(verify(await sign(viewer, 'training'))).rejects.toThrow(PassportError);
  });

  test('is refused when missing, altered, or signed with a key that is not trusted', async () => {
    const { gateway, verify } = await setUp();
    const token = await (await createPassportSigner('gateway', gateway.privateJwk))(viewer, 'mediation');
    const [head, body, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const promoted = Buffer.from(JSON.stringify({ ...claims, viewer: serviceViewer('gateway') })).toString('base64url');
    const stranger = await createPassportSigner('gateway', (await keyPair('gateway')).privateJwk);
    for (const bad of [undefined, '', 'x.y.z', `${head}.${promoted}.${signature}`, await stranger(viewer, 'mediation')]) {
      await expect(verify(bad)).rejects.toThrow(PassportError);
    }
  });

  test('one service cannot sign as another', async () => {
    const { venues, verify } = await setUp();
    const asGateway = await new SignJWT({ viewer })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'venues', typ: 'passport+jwt' })
      .setIssuer('gateway')
      .setAudience('mediation')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(await importJWK(venues.privateJwk, 'EdDSA'));
    await expect(verify(asGateway)).rejects.toThrow('another issuer');
  });

  test('lives for a minute, also where it was verified and cached before', async () => {
    const { gateway, verify } = await setUp();
    const token = await (await createPassportSigner('gateway', gateway.privateJwk))(viewer, 'mediation');
    await verify(token);
    jest.useFakeTimers({ now: Date.now() + 66_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      await expect(verify(token)).rejects.toThrow(PassportError);
    } finally {
      jest.useRealTimers();
    }
  });

  const HOUR = 3_600;
  test.each([
    ['years away', 0, 10 * 365 * 24 * HOUR],
    ['a second more than a minute away', 0, 61],
    ['before its signature', 30, -10],
    ['soon, but signed in the future', HOUR, HOUR + 60],
    ['soon, but signed long ago', -HOUR, 30],
    ['soon, and with no word of when it was signed', null, 30],
    ['never', 0, null],
  ])('whose life ends %s is refused, whoever signed it', async (_, issuedIn, endsIn) => {
    const { gateway, verify } = await setUp();
    const now = Math.floor(Date.now() / 1000);
    const claims = { viewer, ...(issuedIn !== null && { iat: now + issuedIn }), ...(endsIn !== null && { exp: now + endsIn }) };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway', typ: 'passport+jwt' })
      .setIssuer('gateway')
      .setAudience('mediation')
      .sign(await importJWK(gateway.privateJwk, 'EdDSA'));
    await expect(verify(token)).rejects.toThrow(PassportError);
  });

  test('of a machine whose clock is a little ahead is taken', async () => {
    const { gateway, verify } = await setUp();
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ viewer, iat: now + 3, exp: now + 63 })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway', typ: 'passport+jwt' })
      .setIssuer('gateway')
      .setAudience('mediation')
      .sign(await importJWK(gateway.privateJwk, 'EdDSA'));
    await expect(verify(token)).resolves.toMatchObject({ issuer: 'gateway' });
  });

  test('is signed once for a viewer and audience within its reuse time', async () => {
    const { gateway } = await setUp();
    const sign = await createPassportSigner('gateway', gateway.privateJwk);
    expect(await sign(viewer, 'mediation')).toBe(await sign(viewer, 'mediation'));
    expect(await sign(viewer, 'mediation')).not.toBe(await sign({ ...viewer, subject: 'person:2' }, 'mediation'));
  });
});
