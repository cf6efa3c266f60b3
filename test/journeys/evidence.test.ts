import { createHash } from 'node:crypto';
import { personId } from '@union-graph/infra/demo';
import { id } from '@union-graph/infra/ids';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually, house } from '../house/house.ts';

const PDF = Buffer.from('%PDF-1.7 工资条 2013年8月');
const HASH = createHash('sha256').update(PDF).digest('hex');
const PIECE = `id version status sha256 confidential upload { method url headers { name value } } download { url fileName }`;
const OPEN = `query ($id: ID!) { mediationCase(id: $id) { version applicants { id } respondents { id } } }`;
const READ = `query EvidenceIsRead($id: ID!) { mediationCase(id: $id) { evidence { id nameZh status download { url } } } }`;

interface Upload {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { name: string; value: string }[];
}

async function put({ method, url, headers }: Upload, content: Buffer, over: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...over },
    body: new Uint8Array(content),
  });
  await answer.arrayBuffer();
  return answer;
}

describe('证据 / evidence: handed in, read by those who may, over HTTP', () => {
  let caseId = '';
  let version = 0;
  let applicant = '';
  let respondent = '';

  const tell = (as: string, verb: string, input: object, fields: string) =>
    ask(as, `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`, {
      input: { idempotencyKey: key(), ...input },
    });
  const step = async (as: string, verb: string, input: object) => {
    const { case: row } = good(await tell(as, verb, { caseId, expectedVersion: version, ...input }, 'case { id version }'))[verb];
    version = row.version;
    return row;
  };
  const add = (as: string, over: object = {}) =>
    tell(
      as,
      'addEvidence',
      {
        caseId,
        expectedVersion: version,
        partyId: applicant,
        kind: 'PAY_RECORD',
        nameZh: '工资条',
        confidential: false,
        contentType: 'application/pdf',
        bytes: PDF.length,
        sha256: HASH,
        ...over,
      },
      `evidence { ${PIECE} }`,
    );
  const complete = (as: string, evidenceId: string) =>
    tell(as, 'completeEvidence', { evidenceId, expectedVersion: 1 }, `evidence { ${PIECE} }`);
  const names = async (as: string) =>
    good(await ask(as, READ, { id: caseId })).mediationCase.evidence.map(({ nameZh }: { nameZh: string }) => nameZh);

  beforeAll(async () => {
    const applied = await tell(
      'peng-bo',
      'applyForMediation',
      {
        orgId: id('mediation-org', 'district-110105'),
        ownership: 'INDIVIDUAL',
        knewOn: '2013-09-01',
        applicants: [{ memberId: personId('zhang-haiyan'), nameZh: '张海燕' }],
        respondents: [
          { enterpriseId: id('enterprise', 'flower-shop'), nameZh: '松榆里鲜花店', representativeId: personId('jin-ping') },
        ],
        claims: [{ kind: 'OVERTIME', amountFen: '120000', ground: '八月加班费未付' }],
      },
      'case { id version }',
    );
    const { case: row } = good(applied).applyForMediation;
    [caseId, version] = [row.id, row.version];
    await step('feng-jing', 'decideAcceptance', { accept: true, respondentConsents: true });
    await step('feng-jing', 'assignMediator', { mediatorId: id('mediator', 'sun-li') });
    const { mediationCase } = good(await ask('sun-li', OPEN, { id: caseId }));
    [applicant, respondent] = [mediationCase.applicants[0].id, mediationCase.respondents[0].id];
  });

  test('a file goes to the gateway by a signed URL, and comes back as it was, to be saved', async () => {
    const { evidence } = good(await add('zhang-haiyan')).addEvidence;
    expect(evidence.upload.url).toContain(`${house.gateway}/objects/mediation/`);
    const changed = evidence.upload.url.replace(/bytes=\d+/, 'bytes=9');
    expect((await put({ ...evidence.upload, url: changed }, PDF.subarray(0, 9))).status).toBe(403);
    const forged = { ...evidence.upload, url: evidence.upload.url.replace(/signature=.*/, 'signature=x') };
    expect((await put(forged, Buffer.alloc(30 * 1024 * 1024))).status).toBe(403);
    expect((await put(evidence.upload, PDF, { 'content-type': 'text/html' })).status).toBe(400);
    const other = Buffer.from(PDF);
    other[8] = 0x21;
    expect((await put(evidence.upload, other)).status).toBe(400);
    expect((await put(evidence.upload, PDF)).status).toBe(200);
    const done = good(await complete('zhang-haiyan', evidence.id)).completeEvidence.evidence;
    const answer = await fetch(done.download.url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await fetch(done.download.url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(done.download.url.split('?')[0])).status).toBe(403);
  });

  test('who reads which piece (C-19)', async () => {
    const secret = Buffer.from('%PDF-1.7 不给对方看');
    const { evidence } = good(
      await add('zhang-haiyan', {
        nameZh: '保密说明',
        confidential: true,
        bytes: secret.length,
        sha256: createHash('sha256').update(secret).digest('hex'),
      }),
    ).addEvidence;
    expect((await put(evidence.upload, secret)).status).toBe(200);
    good(await complete('zhang-haiyan', evidence.id));
    expect(await names('zhang-haiyan')).toEqual(['工资条', '保密说明']);
    expect(await names('jin-ping')).toEqual(['工资条']);
    expect(await names('sun-li')).toEqual(['工资条', '保密说明']);
    for (const as of ['feng-jing', 'shen-ping']) expect([as, await names(as)]).toEqual([as, []]);
    for (const as of ['li-jianguo', 'xu-min', 'tang-jun', 'fan-yong', 'han-bing'])
      expect([as, codeOf(await ask(as, READ, { id: caseId }))]).toEqual([as, 'NOT_FOUND']);
  });

  test('what is refused', async () => {
    const refused = async (as: string, over: object) => {
      const { code, field } = (await add(as, over)).errors?.[0]?.extensions ?? {};
      return [code, field];
    };
    expect(await refused('zhang-haiyan', { bytes: 209_715_200 })).toEqual(['BAD_USER_INPUT', 'bytes']);
    expect(await refused('zhang-haiyan', { contentType: 'text/html' })).toEqual(['BAD_USER_INPUT', 'contentType']);
    expect(await refused('zhang-haiyan', { sha256: 'x' })).toEqual(['BAD_USER_INPUT', 'sha256']);
    expect(await refused('zhang-haiyan', { partyId: respondent })).toEqual(['FORBIDDEN', undefined]);
    expect(await refused('jin-ping', {})).toEqual(['FORBIDDEN', undefined]);
    expect(await refused('zhang-haiyan', {})).toEqual(['DUPLICATE', 'sha256']);
    expect(await refused('zhang-haiyan', { expectedVersion: 1 })).toEqual(['VERSION_CONFLICT', 'expectedVersion']);
    expect((await refused('li-jianguo', {}))[0]).toBe('NOT_FOUND');
  });

  test('the documents of the case are pages to print', async () => {
    const documents = 'query ($id: ID!) { mediationCase(id: $id) { documents { kind html } } }';
    const { mediationCase } = good(await ask('zhang-haiyan', documents, { id: caseId }));
    expect(mediationCase.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['APPLICATION', 'ACCEPTANCE_NOTICE']);
    expect(mediationCase.documents[1].html).toMatch(/受理通知书[\s\S]*张海燕[\s\S]*孙丽/);
    expect(codeOf(await ask('tang-jun', documents, { id: caseId }))).toBe('NOT_FOUND');
  });

  test('reading the URL of a file stands in the access log', async () => {
    good(await ask('sun-li', READ, { id: caseId }));
    await eventually(async () => {
      const log = '{ accessLog(first: 20) { nodes { operationName coordinates } } }';
      const { nodes } = good(await ask('luo-qing', log)).accessLog as {
        nodes: { operationName: string | null; coordinates: string[] }[];
      };
      return nodes.some(
        ({ operationName, coordinates }) => operationName === 'EvidenceIsRead' && coordinates.includes('EvidenceDownload.url'),
      );
    });
  });
});
