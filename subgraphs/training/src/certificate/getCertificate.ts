import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { seesPerson } from '../member/scope.ts';
import { Certificate } from './Certificate.ts';
import { certificatePolicy } from './policy.ts';

interface Reference {
  readonly certificateId: string;
  readonly expectedVersion: number;
}

/** The certificate that a decision is about, locked, at the version the client read, and one the viewer may decide on. */
export async function getCertificate(
  tx: Tx,
  verb: 'verifyCertificate' | 'revokeCertificate',
  reference: Reference,
): Promise<Certificate> {
  const certificate = await getForUpdate(tx, Certificate, reference.certificateId, {
    what: 'certificate',
    visible: (viewer, row) => seesPerson(viewer, row.memberId, row.scopePath),
    expectedVersion: reference.expectedVersion,
  });
  certificatePolicy.authorise(tx.viewer, verb, certificate);
  return certificate;
}
