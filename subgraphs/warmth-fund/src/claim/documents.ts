import { checkedText, refuseIf } from '@union-graph/subgraph';
import type { ClaimDocumentInput } from '../schema.gen.ts';

/** Documents of one request: a limit of safety, above what any claim needs. */
const MOST = 20;

/** Papers of one claim over all its steps. */
const MOST_OF_CLAIM = 60;

/** The papers of a claim: at most twenty at once, each with the SHA-256 of its file, so that the file is what was decided on. */
export function checkedDocuments(documents: readonly ClaimDocumentInput[]): ClaimDocumentInput[] {
  refuseIf(documents.length > MOST, 'BAD_USER_INPUT', `Send at most ${MOST} documents at once; got ${documents.length}.`, {
    field: 'documents',
  });
  return documents.map(({ kind, nameZh, fileRef, sha256 }) => {
    const hash = sha256.toLowerCase();
    refuseIf(
      !/^[0-9a-f]{64}$/.test(hash),
      'BAD_USER_INPUT',
      'A document is named by the SHA-256 of its file, 64 hexadecimal digits.',
      {
        field: 'sha256',
      },
    );
    return { kind, nameZh: checkedText(nameZh, 'nameZh', 200), fileRef: checkedText(fileRef, 'fileRef', 300), sha256: hash };
  });
}

/** The hashes of the papers that prove the event, by the kinds that the plan asks for; others, such as copies of an identity card, belong to many claims. */
export const evidenceIn = (
  documents: readonly Pick<ClaimDocumentInput, 'kind' | 'sha256'>[],
  wanted: readonly string[],
): string[] => documents.filter(({ kind }) => wanted.includes(kind)).map(({ sha256 }) => sha256.toLowerCase());

/** `BAD_USER_INPUT` for a claim that has more papers than anybody reads. */
export const checkPapers = (count: number): void =>
  refuseIf(count > MOST_OF_CLAIM, 'BAD_USER_INPUT', `A claim has at most ${MOST_OF_CLAIM} documents; it would have ${count}.`, {
    field: 'documents',
  });
