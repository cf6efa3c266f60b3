import { createHash } from 'node:crypto';
import type { Viewer } from '@union-graph/identity';
import { type Answer, key, type Row, type TestSubgraph } from '@union-graph/testing';
import type { BuiltCase } from './build.ts';

export const PDF = Buffer.from('%PDF-1.7 劳动合同');
export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const FIELDS = `id version status confidential sha256 bytes fileRef party { side } upload { method url headers { name value } expiresAt }
  download { url fileName expiresAt }`;
const ADD = `mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) { case { version } evidence { ${FIELDS} } } }`;
const COMPLETE = `mutation ($input: CompleteEvidenceInput!) { completeEvidence(input: $input) { evidence { ${FIELDS} } } }`;

/** Announces a piece for a party of a built case: a contract as PDF, unless told otherwise. */
export const add = (subgraph: TestSubgraph, viewer: Viewer, built: BuiltCase, over: Row = {}, content = PDF): Promise<Answer> =>
  subgraph.ask(viewer, ADD, {
    input: {
      idempotencyKey: key(),
      caseId: built.id,
      expectedVersion: 1,
      partyId: built.partyIds.applicant,
      kind: 'CONTRACT',
      nameZh: '劳动合同',
      confidential: false,
      contentType: 'application/pdf',
      bytes: content.length,
      sha256: sha256(content),
      ...over,
    },
  });

export interface Upload {
  readonly url: string;
  readonly headers: readonly { name: string; value: string }[];
}

export const put = async ({ url, headers }: Upload, content: Buffer, over: Record<string, string> = {}) => {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...over },
    body: new Uint8Array(content),
  });
  return { status: answer.status, body: await answer.text() };
};

export const complete = (subgraph: TestSubgraph, viewer: Viewer, evidenceId: string): Promise<Answer> =>
  subgraph.ask(viewer, COMPLETE, { input: { idempotencyKey: key(), evidenceId, expectedVersion: 1 } });

/** A piece whose file was received. */
export async function handIn(
  subgraph: TestSubgraph,
  viewer: Viewer,
  built: BuiltCase,
  over: Row = {},
  content = PDF,
): Promise<{ id: string; fileRef: string; download: { url: string; fileName: string } }> {
  const { evidence } = (await add(subgraph, viewer, built, over, content)).data.addEvidence;
  await put(evidence.upload, content);
  return (await complete(subgraph, viewer, evidence.id)).data.completeEvidence.evidence;
}
