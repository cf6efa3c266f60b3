import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWK } from 'jose';

/** The last good generation on disk, for a start while subgraphs or the registry are away. */
export interface LastGeneration {
  /** Writes a supergraph atomically. */
  write(supergraphSdl: string): Promise<void>;
  /** The supergraph; null when there is none. Throws for a file that this gateway's key did not sign. */
  read(): Promise<string | null>;
}

interface SignedSupergraph {
  readonly supergraph: string;
  /** Ed25519 over the supergraph, in base64url. */
  readonly signature: string;
}

/** Keeps the last generation in a file that is signed with the gateway's key, so that somebody who can write the file cannot change the access rules. */
export function createLastGeneration(file: string, serviceKey: JWK): LastGeneration {
  const key = createPrivateKey({ key: serviceKey as never, format: 'jwk' });
  const publicKey: KeyObject = createPublicKey(key);
  return {
    write: async (supergraph) => {
      const signed: SignedSupergraph = { supergraph, signature: sign(null, signedBytes(supergraph), key).toString('base64url') };
      const draft = `${file}.${process.pid}`;
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(draft, JSON.stringify(signed), { mode: 0o600 });
      await rename(draft, file);
    },
    read: async () => {
      const text = await readIfThere(file);
      if (text === null) return null;
      const { supergraph, signature } = parseSigned(text);
      const isOurs = verify(null, signedBytes(supergraph), publicKey, Buffer.from(signature, 'base64url'));
      if (!isOurs) throw new Error('the file is not signed by this gateway');
      return supergraph;
    },
  };
}

/** The same key signs passports and the access log. The first line makes sure that no signature of theirs fits a supergraph. */
const signedBytes = (supergraph: string): Buffer => Buffer.from(`union-graph supergraph\n${supergraph}`);

function parseSigned(text: string): SignedSupergraph {
  try {
    const { supergraph, signature } = JSON.parse(text) as Partial<SignedSupergraph>;
    return { supergraph: String(supergraph), signature: String(signature) };
  } catch {
    throw new Error('the file is damaged');
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
