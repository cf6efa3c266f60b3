import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import {
  AUDIT_FORMAT,
  type AuditHead,
  type AuditSealEntry,
  auditGenesis,
  auditSealHash,
  auditSealText,
  chain as chainHash,
  checkpointText,
  describeExport,
  digestOf,
  type ExportEntry,
  FORMAT,
  GENESIS,
  keyIdOf,
  type LaterSealEntry,
  type LogCheckpoint,
  type LogRecord,
  type PublicKey,
  verifyExport,
  type WitnessLine,
  witnessText,
} from '../../audit/verify-access-log.mjs';

const CHAINS = ['mediation', 'organisation', 'venues'] as const;
type Chain = (typeof CHAINS)[number];
const AT = '2026-12-01T02:00:00.000000Z';
const EXPORTED_AT = '2026-12-01T02:00:30.000000Z';
const NOW = Date.parse(EXPORTED_AT);

function newKey(): { readonly jwk: PublicKey; readonly key: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { jwk: publicKey.export({ format: 'jwk' }) as unknown as PublicKey, key: privateKey };
}
const owner = newKey();
const signText = (text: string, { jwk, key } = owner) => ({
  keyId: keyIdOf(jwk),
  signature: sign(null, Buffer.from(text), key).toString('base64url'),
});

/** One thing that happens in the house: a service seals with what it knows of the others, or the gateway signs. */
type Step = { readonly seal: Chain; readonly knows: readonly Chain[] } | { readonly sign: 'checkpoint' | 'witness' };

/** Audits and an access log, as they come about. */
class World {
  readonly seals = new Map<Chain, AuditSealEntry[]>(CHAINS.map((name) => [name, []]));
  readonly records: LogRecord[] = [];
  readonly checkpoints: LogCheckpoint[] = [];
  readonly witness: WitnessLine[] = [];

  head(name: Chain): AuditHead | null {
    const last = this.seals.get(name)?.at(-1);
    return last ? [name, last.number, last.hash] : null;
  }

  heads(names: readonly Chain[]): AuditHead[] {
    return names.flatMap((name) => {
      const head = this.head(name);
      return head ? [head] : [];
    });
  }

  take(step: Step): void {
    if ('seal' in step) this.seal(step.seal, step.knows);
    else if (step.sign === 'checkpoint') this.checkpoint();
    else this.writeWitness();
  }

  seal(name: Chain, knows: readonly Chain[] = [], lost: readonly string[] = []): void {
    const own = this.seals.get(name) as AuditSealEntry[];
    const anchors = this.heads(knows.filter((other) => other !== name));
    const content = {
      previousHash: own.at(-1)?.hash ?? auditGenesis(name),
      number: own.length + 1,
      seqs: [],
      digests: [],
      ...(anchors.length > 0 && { anchors }),
      ...(lost.length > 0 && { lost }),
    };
    const hash = auditSealHash(content);
    const text = auditSealText(name, { number: content.number, hash, signedAt: AT });
    own.push({ kind: 'audit-seal', ...content, hash, signedAt: AT, ...signText(text) });
  }

  checkpoint(): void {
    const values = { at: AT, client: 'console', actor: null, roles: [], agreementId: null, purpose: null, operationName: null };
    const more = {
      operationHash: 'a'.repeat(64),
      coordinates: [],
      subjects: [],
      rows: 0,
      suppressed: 0,
      code: null,
      latencyMs: 1,
    };
    const record = { format: 3, ...values, ...more, decision: 'ALLOWED' as const, repeats: 1 };
    const seq = this.records.length + 1;
    const previousHash = this.records.at(-1)?.hash ?? GENESIS;
    const day = '2026-12-01';
    const hash = chainHash(previousHash, day, seq, digestOf(record));
    this.records.push({ kind: 'record', ...record, seq, day, previousHash, hash });
    const content = { seq, hash, signedAt: AT, previousSeq: this.checkpoints.at(-1)?.seq ?? 0, heads: this.heads(CHAINS) };
    this.checkpoints.push({ kind: 'checkpoint', ...content, ...signText(checkpointText(content)) });
  }

  writeWitness(): void {
    const last = this.records.at(-1);
    const seen = { at: AT, seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS, heads: this.heads(CHAINS) };
    this.witness.push({ kind: 'witness', ...seen, ...signText(witnessText(seen)) });
  }

  /** The parts of an export. */
  log(): ExportEntry[] {
    const entries = this.records.flatMap((record) => [record, ...this.checkpoints.filter(({ seq }) => seq === record.seq)]);
    const { seq = 0, hash = GENESIS } = this.records.at(-1) ?? {};
    return [{ kind: 'header', format: FORMAT, exportedAt: EXPORTED_AT, from: null }, ...entries, { kind: 'head', seq, hash }];
  }

  audit(name: Chain): ExportEntry[] {
    const [, number = 0, hash = auditGenesis(name)] = this.head(name) ?? [];
    return [
      { kind: 'audit-header', format: AUDIT_FORMAT, chain: name, exportedAt: EXPORTED_AT },
      ...(this.seals.get(name) as AuditSealEntry[]),
      { kind: 'audit-head', number, hash },
    ];
  }

  everything(): ExportEntry[] {
    return [...this.witness, ...this.log(), ...CHAINS.flatMap((name) => this.audit(name))];
  }

  /** The same world with the last seals of an audit cut off, and its head set back. */
  cut(name: Chain, count: number): World {
    const other = this.copy();
    other.seals.get(name)?.splice(-count);
    return other;
  }

  copy(): World {
    const other = new World();
    for (const name of CHAINS) other.seals.get(name)?.push(...(this.seals.get(name) as AuditSealEntry[]));
    other.records.push(...this.records);
    other.checkpoints.push(...this.checkpoints);
    other.witness.push(...this.witness);
    return other;
  }

  /** The highest seal of an audit that somebody keeps: other audits, checkpoints, witness lines. */
  kept(name: Chain): number {
    const said = [
      ...[...this.seals.values()].flat().flatMap(({ anchors }) => anchors ?? []),
      ...this.checkpoints.flatMap(({ heads }) => heads ?? []),
      ...this.witness.flatMap(({ heads }) => heads),
    ];
    return Math.max(0, ...said.flatMap(([chain, number]) => (chain === name ? [number] : [])));
  }
}

const verify = (entries: readonly ExportEntry[], witness: readonly (readonly ExportEntry[])[] = []) =>
  verifyExport(entries, { keys: [owner.jwk], now: NOW, witness: [...witness] });
const faultsOf = async (entries: readonly ExportEntry[], witness: readonly (readonly ExportEntry[])[] = []) => {
  const { log, audits } = await verify(entries, witness);
  return Object.fromEntries(
    [['log', log] as const, ...audits.map((audit) => [audit.chain ?? '?', audit] as const)].flatMap(([name, result]) =>
      result?.fault ? [[name, result.fault.kind]] : [],
    ),
  );
};

const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ seal: fc.constantFrom(...CHAINS), knows: fc.subarray([...CHAINS]) }),
    fc.record({ sign: fc.constantFrom('checkpoint' as const, 'witness' as const) }),
  ),
  { minLength: 1, maxLength: 40 },
);
const built = (taken: readonly Step[]): World => {
  const world = new World();
  for (const step of taken) world.take(step);
  return world;
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
      const world = built(taken);
      fc.pre((world.seals.get(name)?.length ?? 0) >= count);
      const cut = world.cut(name, count);
      const isKept = cut.kept(name) > (cut.seals.get(name)?.length ?? 0);
      expect(await faultsOf(cut.everything())).toEqual(isKept ? { [name]: 'TRUNCATED' } : {});
    }),
    { numRuns: 300 },
  );
});

test('an audit whose end is made anew, validly signed, shows when somebody keeps a seal of what was there', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...CHAINS), fc.integer({ min: 1, max: 5 }), async (taken, name, count) => {
      const world = built(taken);
      fc.pre((world.seals.get(name)?.length ?? 0) >= count);
      const anew = world.cut(name, count);
      const from = (anew.seals.get(name)?.length ?? 0) + 1;
      // Other hashes: they say something else of others than the seals that were there.
      const own = anew.seals.get(name) as AuditSealEntry[];
      for (let at = 0; at < count + 2; at++) {
        const number = own.length + 1;
        const content = {
          previousHash: own.at(-1)?.hash ?? auditGenesis(name),
          number,
          seqs: [],
          digests: [],
          anchors: [['else', 1, 'b'.repeat(64)] as AuditHead],
        };
        const hash = auditSealHash(content);
        own.push({
          kind: 'audit-seal',
          ...content,
          hash,
          signedAt: AT,
          ...signText(auditSealText(name, { number, hash, signedAt: AT })),
        });
      }
      expect(await faultsOf(anew.everything())).toEqual(anew.kept(name) >= from ? { [name]: 'REWRITTEN' } : {});
    }),
    { numRuns: 300 },
  );
});

test('what was sealed while the export was read is no fault, and stands at its end', async () => {
  const world = new World();
  world.seal('mediation');
  const early = world.audit('mediation');
  world.seal('mediation');
  world.seal('mediation');
  world.seal('venues', ['mediation']);
  const [, second, third] = world.seals.get('mediation') as AuditSealEntry[];
  const later = [second, third].map((seal) => ({ ...seal, kind: 'audit-later', chain: 'mediation' }) as LaterSealEntry);
  const read = [...world.log(), ...early, ...world.audit('venues')];
  expect(await faultsOf(read)).toEqual({ mediation: 'TRUNCATED' });
  expect(await faultsOf([...read, ...later])).toEqual({});
  // Seals that do not follow, were altered, or are old do not stand for it.
  expect(await faultsOf([...read, ...later.slice(1)])).toEqual({ mediation: 'TRUNCATED' });
  const forged = later.map((seal) => ({ ...seal, ...signText(auditSealText('mediation', seal), newKey()) }));
  expect(await faultsOf([...read, ...forged])).toEqual({ mediation: 'TRUNCATED' });
  const monthLater = read.map((entry) =>
    'exportedAt' in entry ? { ...entry, exportedAt: '2027-01-01T00:00:00.000000Z' } : entry,
  );
  const result = await verifyExport([...monthLater, ...later], { keys: [owner.jwk], now: Date.parse('2027-01-01T00:00:00Z') });
  expect(result.audits.find(({ chain }) => chain === 'mediation')?.fault?.kind).toBe('TRUNCATED');
});

test('a row that is gone before its seal is told by the seal that names it, and what it names cannot be changed', async () => {
  const world = new World();
  world.seal('venues');
  const id = '01a232a9-84c4-7488-b1c3-e813bac05e93';
  world.seal('venues', [], [id]);
  world.seal('organisation', ['venues']);
  const { audits, isWhole } = await verify(world.everything());
  const { fault } = audits.find(({ chain }) => chain === 'venues') ?? {};
  expect([isWhole, fault?.kind, fault?.message]).toEqual([
    false,
    'MISSING',
    `A row of the audit of venues (${id}) was committed, and was removed or changed before a seal held it, as seal 2 says (2026-12-01).`,
  ]);
  const quiet = world.everything().map((entry) => {
    if (entry.kind !== 'audit-seal') return entry;
    const { lost: _, ...rest } = entry;
    return rest;
  });
  expect(await faultsOf(quiet)).toEqual({ venues: 'ALTERED' });
});

test('the message says which audit, from which seal on, and who saw it on which day', async () => {
  const world = new World();
  for (let at = 0; at < 3; at++) world.seal('venues');
  world.seal('organisation', ['venues']);
  const { audits } = await verify(world.cut('venues', 2).everything());
  expect(audits.find(({ chain }) => chain === 'venues')?.fault?.message).toBe(
    'The audit of venues ends with seal 1, and went on: the audit of organisation (seal 1) saw seal 3 on 2026-12-01. What was sealed from number 2 on is gone.',
  );
});

describe('what lies outside of the databases', () => {
  /** A house that was set back as a whole: all audits and the access log, to a moment before. */
  const setBack = () => {
    const world = new World();
    for (const name of CHAINS) world.seal(name);
    world.checkpoint();
    world.writeWitness();
    const before = world.copy();
    for (const name of CHAINS) world.seal(name, CHAINS);
    world.checkpoint();
    world.writeWitness();
    return { world, before };
  };

  test('shows a house that was set back as a whole, which its databases alone do not', async () => {
    const { world, before } = setBack();
    expect(await faultsOf(before.everything())).toEqual({});
    const all = { log: 'TRUNCATED', mediation: 'TRUNCATED', organisation: 'TRUNCATED', venues: 'TRUNCATED' };
    expect(await faultsOf([...world.witness, ...before.everything().filter(({ kind }) => kind !== 'witness')])).toEqual(all);
    expect(await faultsOf(before.everything(), [world.witness.map((line) => ({ ...line, at: AT }))])).toEqual(all);
    expect(await faultsOf(before.everything(), [world.everything()])).toEqual(all);
    expect(await faultsOf(world.everything(), [before.everything()])).toEqual({});
  });

  test('says nothing of what came after an export, or of a part of the log', async () => {
    const { world, before } = setBack();
    const late = {
      at: '2026-12-01T03:00:00.000000Z',
      seq: 2,
      hash: world.records[1]?.hash as string,
      heads: world.heads(CHAINS),
    };
    const line: WitnessLine = { kind: 'witness', ...late, ...signText(witnessText(late)) };
    expect(await faultsOf(before.everything(), [[line]])).toEqual({});
    const [header, ...rest] = before.log();
    const part = [...world.witness, { ...(header as object), to: '2026-12-01' } as ExportEntry, ...rest];
    expect(await faultsOf(part)).toEqual({});
  });

  test('is told to be at fault where it is not signed', async () => {
    const { world } = setBack();
    const [first, ...others] = world.witness.map((line) => ({ ...line, ...signText(witnessText(line), newKey()) }));
    const result = await verify([first as ExportEntry, ...others, ...world.everything().slice(2)]);
    expect([result.isWhole, describeExport(result)]).toEqual([
      false,
      expect.stringContaining('is not signed with a key that is trusted'),
    ]);
  });
});

test('an audit of which others know, and which is not in the export, is named', async () => {
  const world = new World();
  world.seal('venues');
  world.seal('mediation', ['venues']);
  const result = await verify([...world.log(), ...world.audit('mediation')]);
  expect([result.isWhole, describeExport(result)]).toEqual([
    true,
    expect.stringContaining(
      'Not in this export: the audit of venues, of which the audit of mediation (seal 1) saw seal 1 on 2026-12-01.',
    ),
  ]);
});
