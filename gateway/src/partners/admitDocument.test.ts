import { parse } from 'graphql';
import { createDocumentAdmission } from './admitDocument.ts';

test('before the graph is loaded a program is told to come again, and not that it has no agreement', async () => {
  const admitDocument = createDocumentAdmission({ graph: { current: () => null } } as never);
  const notAdmitted = { status: 403, code: 'AGREEMENT_INACTIVE', message: 'No agreement of this client is active now.' };
  const context = { partner: null, notAdmitted, recordDraft: null };
  const document = parse('mutation ($input: PublishSubgraphInput!) { publishSubgraph(input: $input) { subgraphVersion } }');
  expect(await admitDocument(context as never, { document, variables: {}, operationName: undefined })).toMatchObject({
    refusal: { status: 503, code: 'DEPENDENCY_UNAVAILABLE' },
  });
});
