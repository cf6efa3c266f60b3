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
  ];
  const findings: Finding[] = [];
  for (const [what, sent] of refusals) findings.push(judged(what, faultOfError(await post(subject, passport, sent))));
  findings.push(await tryAbandoned(subject, passport));
  for (const path of ['/health', '/ready']) findings.push(await tryStatus(subject, path));
  return findings;
}

/** What is wrong with the shape of an error: no data, and each error has a message and a code in capitals. */
function faultOfError(answer: SubgraphAnswer): Text | null {
  const { status, data, errors, fault } = answer;
  const isShaped =
    Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every(({ message, extensions }) => typeof message === 'string' && /^[A-Z][A-Z0-9_]+$/.test(String(extensions?.code)));
  const hasData = data !== undefined && data !== null;
  if (!fault && isShaped && !hasData && status >= 200 && status < 500) return null;
  return joined(
    text(
      'expected no data and errors with a "message" and "extensions.code" in capitals, got ',
      '应无 data，且每个错误都有“message”和大写的“extensions.code”，实际为 ',
    ),
    described(answer),
  );
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
