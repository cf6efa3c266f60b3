import { readBody } from '../readBody.ts';
import { joined, type Text, text } from '../text.ts';
import { type Finding, judged } from './finding.ts';
import { validPassport } from './passports.ts';
import { described, post, type SubgraphAnswer, type Subject } from './subject.ts';
import { body } from './tryCallers.ts';

const READ_MS = 2_000;

/** Tries how the subgraph refuses what it cannot read, and that it says how it is. */
export async function tryErrors(subject: Subject): Promise<Finding[]> {
  const passport = await validPassport({ key: subject.key, audience: subject.name, viewer: subject.viewer });
  const refusals: readonly (readonly [Text, string])[] = [
    [text('tells an unknown field in the shape of an error', '未知字段按规定格式报错'), body('{ noSuchFieldAtAll }')],
    [
      text('tells a document that cannot be parsed in the shape of an error', '无法解析的文档按规定格式报错'),
      body('{ __typename'),
    ],
    [text('tells a body that is not JSON in the shape of an error', '非 JSON 请求体按规定格式报错'), '{"query": '],
    [
      text('tells a variable that is missing in the shape of an error', '缺少变量时按规定格式报错'),
      body('query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }'),
    ],
  ];
  const findings: Finding[] = [];
  for (const [what, sent] of refusals) findings.push(judged(what, faultOfError(await post(subject, passport, sent))));
  findings.push(await tryUnknownType(subject, passport), await tryLongBody(subject, passport));
  findings.push(await tryAbandoned(subject, passport));
  for (const path of ['/health', '/ready']) findings.push(await tryStatus(subject, path));
  return findings;
}

/** The codes of specification/subgraph.md, section 6. */
const CODES: ReadonlySet<unknown> = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'VALIDATION_FAILED', 'INVALID_TRANSITION'],
  ...['VERSION_CONFLICT', 'IDEMPOTENCY_MISMATCH', 'DUPLICATE', 'QUOTA_EXCEEDED', 'DEADLINE_PASSED', 'RATE_LIMITED'],
  ...['DEPENDENCY_UNAVAILABLE', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'INTERNAL_SERVER_ERROR'],
]);

const isCoded = (errors: SubgraphAnswer['errors']): boolean =>
  Array.isArray(errors) &&
  errors.length > 0 &&
  errors.every(({ message, extensions }) => typeof message === 'string' && CODES.has(extensions?.code));

/** What is wrong with the shape of an error: no data, and each error has a message and a known code. */
function faultOfError(answer: SubgraphAnswer): Text | null {
  const { status, data, errors, fault } = answer;
  const hasData = data !== undefined && data !== null;
  if (!fault && isCoded(errors) && !hasData && status >= 200 && status < 500) return null;
  return joined(
    text(
      'expected no data, a status below 500, and errors with a "message" and an "extensions.code" of section 6, got ',
      '应无 data、状态低于 500，且每个错误都有“message”和第 6 节所列的“extensions.code”，实际为 ',
    ),
    described(answer),
  );
}

/** An entity of a type that the subgraph does not know may be null or an error with a code; the call does not fail as a whole. */
async function tryUnknownType(subject: Subject, passport: string): Promise<Finding> {
  const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
  const answer = await post(subject, passport, body(query, { representations: [{ __typename: 'NoSuchType', id: '1' }] }));
  const { status, errors, fault, data } = answer;
  const entities = data?._entities as readonly unknown[] | undefined;
  const isRight = errors ? isCoded(errors) : entities?.length === 1 && entities[0] === null;
  const expected = text(
    'expected null, or errors with an "extensions.code" of section 6 and a status below 500, got ',
    '应为 null，或带第 6 节所列“extensions.code”且状态低于 500 的错误，实际为 ',
  );
  return judged(
    text('answers a representation of an unknown type without failing', '遇到未知类型的表示时不致失败'),
    !fault && isRight && status < 500 ? null : joined(expected, described(answer)),
  );
}

const LONG_BODY_BYTES = 32 * 1_024 * 1_024;

/** A body of any length could fill the memory of the subgraph: it answers 4xx, or closes the connection. */
async function tryLongBody(subject: Subject, passport: string): Promise<Finding> {
  const answer = await post(subject, passport, body('{ __typename }').padEnd(LONG_BODY_BYTES));
  const isRefused = answer.status === 0 ? !answer.isTimeout : answer.status >= 400 && answer.status < 500;
  const expected = text('expected status 413, got ', '应为状态 413，实际为 ');
  return judged(text('refuses a body of 32 MiB', '拒绝 32 MiB 的请求体'), isRefused ? null : joined(expected, described(answer)));
}

/** A caller that gives up must not hurt the next one. */
async function tryAbandoned(subject: Subject, passport: string): Promise<Finding> {
  const given = body('{ __typename }');
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const controller = new AbortController();
      const call = fetch(subject.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: passport },
        body: given,
        signal: controller.signal,
      });
      setTimeout(() => controller.abort(), 1);
      await call.then(
        (response) => readBody(response).catch(() => ''),
        () => '',
      );
    }),
  );
  const next = await post(subject, passport, given);
  return judged(
    text('goes on answering after callers have given up', '调用方中途放弃后仍能正常响应'),
    next.status === 200 && next.ms < READ_MS ? null : joined(described(next), ` (${Math.round(next.ms)} ms)`),
  );
}

/** The operational routes are asked without a passport, by whoever runs the process. */
async function tryStatus({ url }: Subject, path: string): Promise<Finding> {
  const what = joined(text('is asked how it is at ', '提供运行状态：'), path);
  try {
    const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(READ_MS) });
    await readBody(response);
    return judged(what, response.status === 200 ? null : text(`status ${response.status}`, `状态 ${response.status}`));
  } catch (error) {
    const { message } = error as Error;
    return judged(what, text(message, message));
  }
}
