import type { Call, Outcome } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { type Text, text } from '../text.ts';
import { createGraphOfMachine, type OwnParts, type Published } from './graphOfMachine.ts';
import type { LocalGateway } from './localGateway.ts';
import type { DeveloperPassport } from './passport.ts';
import { askSchemas, type SharedSchemas } from './sharedSchemas.ts';
import { watchFile } from './watchFile.ts';

interface DevelopParts {
  readonly gateway: string;
  readonly local: LocalGateway;
  readonly passport: DeveloperPassport;
  /** Whether calls to the own subgraph carry a passport; without one a subgraph that checks passports refuses them. */
  readonly isSigned: boolean;
  readonly own: OwnParts & { readonly path: string; readonly sdl: string };
}

/** How often the shared graph is asked whether its schemas changed. */
const POLL_MS = 5_000;

/** Serves the graph until the command is ended, or the passport is. What happens is told at once: for people a line, with `--json` an object a line. */
export async function develop(call: Call, parts: DevelopParts): Promise<Outcome> {
  const { gateway, local, passport, own } = parts;
  const tell = createTeller(call);
  const first = await askSchemas(gateway, passport.token, null);
  if (first.kind !== 'changed') throw first.kind === 'same' ? new Error('no schemas') : ended(first.kind, first.reason);
  const machine = createGraphOfMachine(gateway, local, own);
  const report = (what: string, { isServed, ms, lines, problems }: Published): void =>
    tell({ event: isServed ? 'SERVED' : 'REFUSED', what, ms, problems }, isServed ? [served(what, ms)] : lines);
  await machine.serveShared(first.schemas).catch(() => undefined);
  const start = await machine.changeOwn(own.sdl);
  tell(
    { event: 'STARTED', url: local.url, subgraph: own.name, expiresAt: passport.expiresAt, isSigned: parts.isSigned },
    welcome(parts, first.schemas),
  );
  report(own.file, start);

  const unwatch = watchFile(own.path, own.sdl, (sdl) => void machine.changeOwn(sdl).then((done) => report(own.file, done)));
  try {
    const reason = await followShared(call, parts, first.schemas, async (schemas) =>
      report('shared graph', await machine.changeShared(schemas)),
    );
    if (reason) throw ended('refused', reason);
  } finally {
    unwatch();
  }
  return {
    exitCode: EXIT.done,
    result: { event: 'ENDED' },
    lines: [text('Ended; the passport is given back.', '已结束，通行证已交还。')],
  };
}

/** Follows the shared graph until the command is ended (null), or the passport is refused (why). */
async function followShared(
  call: Call,
  { gateway, passport }: DevelopParts,
  first: SharedSchemas,
  onChange: (schemas: SharedSchemas) => Promise<void>,
): Promise<Text | null> {
  const tell = createTeller(call);
  const stopped = stopOf(call);
  let known = first.generation;
  let isAway = false;
  while (!stopped.aborted) {
    await pause(POLL_MS, stopped);
    if (stopped.aborted) break;
    const answer = await askSchemas(gateway, passport.token, known);
    if (answer.kind === 'refused') return answer.reason;
    if (answer.kind === 'away') {
      if (!isAway) tell({ event: 'AWAY', reason: answer.reason.en }, [answer.reason, STAYS]);
      isAway = true;
      continue;
    }
    if (isAway) tell({ event: 'BACK' }, [text('The shared graph answers again.', '共享图已恢复响应。')]);
    isAway = false;
    if (answer.kind === 'same') continue;
    known = answer.schemas.generation;
    await onChange(answer.schemas);
  }
  return null;
}

const STAYS = text(
  'Your own fields are served on; those of others are null, each with an error, until it answers again.',
  '您的字段照常可用；其他字段在恢复之前为 null 并附错误。',
);

const served = (what: string, ms: number): Text => text(`✓ ${what}: served (${ms} ms).`, `✓ ${what}：已生效（${ms} 毫秒）。`);

const UNSIGNED = text(
  'Your subgraph is called without a passport, for want of "--key": where it checks passports it refuses each call (401). Make a key with "union-graph conformance --make-key key.jwk", start the subgraph with the key set that this prints, then "union-graph dev --key key.jwk".',
  '未指定“--key”，调用您的子图时不带通行证；子图如校验通行证，会拒绝每次调用（401）。请用“union-graph conformance --make-key key.jwk”生成密钥，以其输出的密钥集启动子图，再运行“union-graph dev --key key.jwk”。',
);

function welcome({ gateway, local, passport, isSigned, own }: DevelopParts, { subgraphs }: SharedSchemas): Text[] {
  const others = subgraphs.filter(({ name }) => name !== own.name).length;
  const isAdded = others === subgraphs.length;
  return [
    text(
      `${local.url} answers: "${own.name}" (${own.url}) ${isAdded ? 'beside' : 'instead of the published one, with'} the ${others} other subgraphs of ${gateway}.`,
      `${local.url} 已启动：“${own.name}”（${own.url}）${isAdded ? '加入' : '替换已发布版本，并连接'} ${gateway} 的其他 ${others} 个子图。`,
    ),
    text(
      `Others' public fields are read with a passport until ${passport.expiresAt}; the shared graph is not changed. Ctrl-C ends it.`,
      `其他子图的公开字段凭通行证读取，有效至 ${passport.expiresAt}；共享图不受影响。按 Ctrl-C 结束。`,
    ),
    ...(isSigned ? [] : [UNSIGNED]),
  ];
}

function ended(kind: 'away' | 'refused', reason: Text): Failure {
  return kind === 'away'
    ? new Failure(EXIT.unavailable, 'DEPENDENCY_UNAVAILABLE', reason)
    : new Failure(EXIT.notAllowed, 'UNAUTHENTICATED', reason);
}

/** Tells what happens while the command runs. */
function createTeller({ options, surroundings, language }: Call) {
  return (event: object, lines: readonly Text[]): void => {
    const told = options.json === true ? JSON.stringify(event) : lines.map((line) => line[language]).join('\n');
    surroundings.stdout.write(`${told}\n`);
  };
}

/** Aborted when the command shall end: by a signal to the process, or by what runs it. */
function stopOf({ surroundings }: Call): AbortSignal {
  if (surroundings.stopped) return surroundings.stopped;
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

const pause = (ms: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', done);
  });
