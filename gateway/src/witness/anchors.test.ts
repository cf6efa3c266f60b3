import fc from 'fast-check';
import {
  type AuditSealEntry,
  auditSealText,
  checkpointText,
  createSignatures,
  describeExport,
  type ExportEntry,
  GATEWAY,
  keyIdOf,
  type LaterSealEntry,
  type PublicKey,
  verifyExport,
  witnessText,
} from '../../audit/verify-access-log.mjs';
import { CHAINS, faultsOf, KEYS, NOW, newKey, SealedHouse, type Step, signAs, signText, verify } from '../../test/sealedHouse.ts';

const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ seal: fc.constantFrom(...CHAINS), knows: fc.subarray([...CHAINS]) }),
    fc.record({ sign: fc.constantFrom('checkpoint' as const, 'witness' as const) }),
  ),
  { minLength: 1, maxLength: 40 },
);
const built = (taken: readonly Step[]): SealedHouse => {
  const house = new SealedHouse();
  for (const step of taken) house.take(step);
  return house;
};

test('a house where nothing is cut off is whole, whatever its services know of each other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const result = await verify(built(taken).everything());
      expect([result.isWhole, describeExport(result)]).toEqual([true, expect.not.stringContaining('NOT')]);
    }),
    { numRuns: 200 },
  );
});

test('an audit whose end is cut off shows exactly when somebody keeps a seal of it that is gone', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...CHAINS), fc.integer({ min: 1, max: 5 }), async (taken, name, count) => {
      const house = built(taken);
      fc.pre((house.seals.get(name)?.length ?? 0) >= count);
      const cut = house.cut(name, count);
      const isKept = cut.kept(name) > (cut.seals.get(name)?.length ?? 0);
      expect(await faultsOf(cut.everything())).toEqual(isKept ? { [name]: 'TRUNCATED' } : {});
    }),
    { numRuns: 300 },
  );
});

test('an audit whose end is made anew, validly signed, shows when somebody keeps a seal of what was there', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...CHAINS), fc.integer({ min: 1, max: 5 }), async (taken, name, count) => {
      const house = built(taken);
      fc.pre((house.seals.get(name)?.length ?? 0) >= count);
      const anew = house.cut(name, count);
      const from = (anew.seals.get(name)?.length ?? 0) + 1;
      // Other hashes: they say something else of others than the seals that were there.
      for (let at = 0; at < count + 2; at++) anew.sealWith(name, [['else', 1, 'b'.repeat(64)]]);
      expect(await faultsOf(anew.everything())).toEqual(anew.kept(name) >= from ? { [name]: 'REWRITTEN' } : {});
    }),
    { numRuns: 300 },
  );
});

test('what was sealed while the export was read is no fault, and stands at its end', async () => {
  const house = new SealedHouse();
  house.seal('mediation');
  const early = house.audit('mediation');
  house.seal('mediation');
  house.seal('mediation');
  house.seal('venues', ['mediation']);
  const [, second, third] = house.seals.get('mediation') as AuditSealEntry[];
  const later = [second, third].map((seal) => ({ ...seal, kind: 'audit-later', chain: 'mediation' }) as LaterSealEntry);
  const read = [...house.log(), ...early, ...house.audit('venues')];
  expect(await faultsOf(read)).toEqual({ mediation: 'TRUNCATED' });
  expect(await faultsOf([...read, ...later])).toEqual({});
  // Seals that do not follow, were altered, or are old do not stand for it.
  expect(await faultsOf([...read, ...later.slice(1)])).toEqual({ mediation: 'TRUNCATED' });
  const forged = later.map((seal) => ({ ...seal, ...signText(auditSealText('mediation', seal), newKey('mediation')) }));
  expect(await faultsOf([...read, ...forged])).toEqual({ mediation: 'TRUNCATED' });
  const monthLater = read.map((entry) =>
    'exportedAt' in entry ? { ...entry, exportedAt: '2027-01-01T00:00:00.000000Z' } : entry,
  );
  const result = await verifyExport([...monthLater, ...later], { keys: KEYS, now: Date.parse('2027-01-01T00:00:00Z') });
  expect(result.audits.find(({ chain }) => chain === 'mediation')?.fault?.kind).toBe('TRUNCATED');
});

test('a row that is gone before its seal is told by the seal that names it, and what it names cannot be changed', async () => {
  const house = new SealedHouse();
  house.seal('venues');
  const id = '01a232a9-84c4-7488-b1c3-e813bac05e93';
  house.sealWith('venues', [], [id]);
  house.seal('organisation', ['venues']);
  const { audits, isWhole } = await verify(house.everything());
  const { fault } = audits.find(({ chain }) => chain === 'venues') ?? {};
  expect([isWhole, fault?.kind, fault?.message]).toEqual([
    false,
    'MISSING',
    `A row of the audit of venues (${id}) was committed, and was removed or changed before a seal held it, as seal 2 says (2026-12-01).`,
  ]);
  // It hides no end that is cut off later.
  house.seal('venues');
  house.seal('organisation', ['venues']);
  expect(await faultsOf(house.cut('venues', 1).everything())).toEqual({ venues: 'TRUNCATED' });
  const quiet = house.everything().map((entry) => {
    if (entry.kind !== 'audit-seal') return entry;
    const { lost: _, ...rest } = entry;
    return rest;
  });
  expect(await faultsOf(quiet)).toEqual({ venues: 'ALTERED' });
});

test('the message says which audit, from which seal on, and who saw it on which day', async () => {
  const house = new SealedHouse();
  for (let at = 0; at < 3; at++) house.seal('venues');
  house.seal('organisation', ['venues']);
  const { audits } = await verify(house.cut('venues', 2).everything());
  expect(audits.find(({ chain }) => chain === 'venues')?.fault?.message).toBe(
    'The audit of venues ends with seal 1, and went on: the audit of organisation (seal 1) saw seal 3 on 2026-12-01. What was sealed from number 2 on is gone.',
  );
});

test('an audit of which others know, and which is not in the export, is named', async () => {
  const house = new SealedHouse();
  house.seal('venues');
  house.seal('mediation', ['venues']);
  const result = await verify([...house.log(), ...house.audit('mediation')]);
  expect([result.isWhole, describeExport(result)]).toEqual([
    true,
    expect.stringContaining(
      'Not in this export: the audit of venues, of which the audit of mediation (seal 1) saw seal 1 on 2026-12-01.',
    ),
  ]);
});

describe('a service signs for itself alone', () => {
  const resigned = (kind: string, by: string, textOf: (entry: never) => string): ExportEntry[] => {
    const house = new SealedHouse();
    house.seal('venues');
    house.seal('mediation', ['venues']);
    house.checkpoint();
    house.writeWitness();
    return house
      .everything()
      .map((entry) => (entry.kind === kind ? ({ ...entry, ...signAs(by, textOf(entry as never)) } as ExportEntry) : entry));
  };
  const wrongIn = async (entries: readonly ExportEntry[]) => {
    const { log, audits, witnesses } = await verify(entries);
    return [log, ...audits, ...witnesses].flatMap((one) => (one?.fault ? [one.fault.kind] : []));
  };

  test.each([
    ['the gateway', 'a seal of a service', () => resigned('audit-seal', GATEWAY, (seal) => auditSealText('venues', seal))],
    ['another service', 'a seal', () => resigned('audit-seal', 'organisation', (seal) => auditSealText('venues', seal))],
    ['a service', 'a checkpoint of the access log', () => resigned('checkpoint', 'venues', checkpointText)],
    ['a service', 'a line outside of the databases', () => resigned('witness', 'venues', witnessText)],
  ])('%s does not sign %s', async (_, __, entries) => {
    expect(new Set(await wrongIn(entries()))).toEqual(new Set(['CHECKPOINT']));
  });

  test('a key without a name signs for nobody, and the key of governance is the gateway’s', async () => {
    const entries = resigned('checkpoint', GATEWAY, checkpointText);
    const nameless = KEYS.map(({ kid: _, ...key }) => key);
    expect((await verifyExport(entries, { keys: nameless, now: NOW })).log?.fault?.kind).toBe('CHECKPOINT');
    const [gateway] = KEYS;
    const isSigned = (service: string, kid: string) =>
      createSignatures([{ ...(gateway as PublicKey), kid }], service)(
        { keyId: keyIdOf(gateway as PublicKey), signature: signAs(GATEWAY, 'text').signature },
        'text',
      );
    expect([isSigned('governance', 'gateway'), isSigned('governance', 'governance'), isSigned('gateway', 'governance')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
