import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  AUDIT_FORMAT,
  type AuditHead,
  type AuditSealEntry,
  auditGenesis,
  auditSealHash,
  auditSealText,
  chain as chainHash,
  checkpointText,
  digestOf,
  type ExportEntry,
  FORMAT,
  GATEWAY,
  GENESIS,
  keyIdOf,
  type LogCheckpoint,
  type LogRecord,
  type PublicKey,
  verifyExport,
  type WitnessLine,
  witnessText,
} from '../audit/verify-access-log.mjs';

/** The services whose audits there are. */
export const CHAINS = ['mediation', 'organisation', 'venues'] as const;
export type Chain = (typeof CHAINS)[number];
/** When everything is signed. */
const AT = '2026-12-01T02:00:00.000000Z';
const EXPORTED_AT = '2026-12-01T02:00:30.000000Z';
export const NOW = Date.parse(EXPORTED_AT);

interface OwnKey {
  readonly jwk: PublicKey;
  readonly key: KeyObject;
}

/** A key of a service. */
export function newKey(service: string): OwnKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { jwk: { ...(publicKey.export({ format: 'jwk' }) as unknown as PublicKey), kid: service }, key: privateKey };
}
const owners = new Map<string, OwnKey>([GATEWAY, ...CHAINS].map((service) => [service, newKey(service)]));
/** The keys of all services. */
export const KEYS: readonly PublicKey[] = [...owners.values()].map(({ jwk }) => jwk);

export const signAs = (service: string, text: string): ReturnType<typeof signText> =>
  signText(text, owners.get(service) as OwnKey);
export const signText = (text: string, { jwk, key }: OwnKey) => ({
  keyId: keyIdOf(jwk),
  signature: sign(null, Buffer.from(text), key).toString('base64url'),
});

/** One thing that happens in the house: a service seals with what it knows of the others, or the gateway signs. */
export type Step = { readonly seal: Chain; readonly knows: readonly Chain[] } | { readonly sign: 'checkpoint' | 'witness' };

/** Audits, an access log and witness lines of a house, as they come about, without a database. */
export class SealedHouse {
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

  seal(name: Chain, knows: readonly Chain[] = []): void {
    this.sealWith(name, this.heads(knows.filter((other) => other !== name)));
  }

  /** Seals with what the service says of others, and which rows it misses. */
  sealWith(name: Chain, anchors: readonly AuditHead[], lost: readonly string[] = []): void {
    const own = this.seals.get(name) as AuditSealEntry[];
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
    own.push({ kind: 'audit-seal', ...content, hash, signedAt: AT, ...signAs(name, text) });
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
    this.checkpoints.push({ kind: 'checkpoint', ...content, ...signAs(GATEWAY, checkpointText(content)) });
  }

  writeWitness(): void {
    const last = this.records.at(-1);
    const seen = { at: AT, seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS, heads: this.heads(CHAINS) };
    this.witness.push({ kind: 'witness', ...seen, ...signAs(GATEWAY, witnessText(seen)) });
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

  /** The same house with the last seals of an audit cut off, and its head set back. */
  cut(name: Chain, count: number): SealedHouse {
    const other = this.copy();
    other.seals.get(name)?.splice(-count);
    return other;
  }

  copy(): SealedHouse {
    const other = new SealedHouse();
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

/** Verifies an export just after it was made, with files that were kept elsewhere. */
export const verify = (entries: readonly ExportEntry[], witness: readonly (readonly ExportEntry[])[] = []) =>
  verifyExport(entries, { keys: KEYS, now: NOW, witness: [...witness] });
/** The kinds of faults that are found in an export, by the audit, or `log`; with files that were kept elsewhere. */
export async function faultsOf(
  entries: readonly ExportEntry[],
  witness: readonly (readonly ExportEntry[])[] = [],
): Promise<Record<string, string>> {
  const { log, audits } = await verify(entries, witness);
  return Object.fromEntries(
    [['log', log] as const, ...audits.map((audit) => [audit.chain ?? '?', audit] as const)].flatMap(([name, result]) =>
      result?.fault ? [[name, result.fault.kind]] : [],
    ),
  );
}
