import { joined, same, type Text, text } from './text.ts';

/** What the graph says of a schema (`checkSchema`). */
export interface SchemaCheck {
  readonly verdict: 'PASSES' | 'NEEDS_APPROVAL' | 'NEEDS_ACKNOWLEDGEMENT' | 'FAILS';
  readonly composes: boolean;
  readonly nextStep: string;
  readonly problems: readonly {
    readonly kind: string;
    readonly coordinate: string | null;
    readonly line: number | null;
    readonly message: string;
  }[];
  readonly changes: readonly Change[];
  readonly references: readonly { readonly kind: string; readonly coordinate: string; readonly owner: string }[];
  readonly uses: readonly {
    readonly coordinate: string;
    readonly clientId: string;
    readonly requests: number;
    readonly lastUsedAt: string;
  }[];
  readonly affectedOperations: readonly {
    readonly hash: string;
    readonly name: string | null;
    readonly application: string;
    readonly team: string;
    readonly effect: string;
    readonly message: string;
    readonly requests: number;
    readonly lastUsedAt: string | null;
  }[];
  readonly affectedAgreements: readonly { readonly agreementId: string; readonly coordinates: readonly string[] }[];
}

export interface Change {
  readonly criticality: 'BREAKING' | 'DANGEROUS' | 'SAFE';
  readonly coordinate: string;
  readonly message: string;
}

/** What to select of a check. */
export const CHECK_SELECTION = `verdict composes nextStep problems { kind coordinate line message } changes { criticality coordinate message }
  references { kind coordinate owner } uses { coordinate clientId requests lastUsedAt } affectedAgreements { agreementId coordinates }
  affectedOperations { hash name application team effect message requests lastUsedAt }`;

const VERDICTS: Readonly<Record<SchemaCheck['verdict'], Text>> = {
  PASSES: text('It may be published.', '可以发布。'),
  NEEDS_APPROVAL: text(
    'It may be published, and then waits for the owners of the fields that it refers to.',
    '可以发布，发布后须等待所引用字段的所有者批准。',
  ),
  NEEDS_ACKNOWLEDGEMENT: text('It breaks what the current version promises.', '它会破坏当前版本的承诺。'),
  FAILS: text('It cannot be published.', '不能发布。'),
};

const NEXT: Readonly<Record<SchemaCheck['verdict'], Text>> = {
  PASSES: text('deploy it, then "union-graph publish".', '先部署，再运行“union-graph publish”。'),
  NEEDS_APPROVAL: text('deploy it, then "union-graph publish".', '先部署，再运行“union-graph publish”。'),
  NEEDS_ACKNOWLEDGEMENT: text(
    'keep what is there and add what is new beside it; or tell those who read it, and publish with "--acknowledge-breaking".',
    '保留原有内容，在旁边增加新内容；或先告知使用者，再以“--acknowledge-breaking”发布。',
  ),
  FAILS: text('mend what is listed, and check again.', '修正上述问题后再检查。'),
};

/** One fault often makes the composer complain of each field that can no longer be reached. */
const MAX_COMPOSITION_FAULTS = 3;

function reportProblems(problems: SchemaCheck['problems'], file: string): Text[] {
  const faults = problems.filter(({ kind }) => kind === 'COMPOSITION');
  const left = new Set(faults.slice(MAX_COMPOSITION_FAULTS));
  const listed = problems
    .filter((problem) => !left.has(problem))
    .map(({ kind, line, message }) => same(`  ${line === null ? file : `${file}:${line}`}  ${kind}  ${message}`));
  if (left.size === 0) return listed;
  const more = text(
    `  … and ${left.size} more of COMPOSITION, mostly of the same cause; "--json" lists all.`,
    `  … 另有 ${left.size} 项 COMPOSITION 问题，多出于同一原因；“--json”可列出全部。`,
  );
  return [...listed, more];
}

/** A check as people read it: the verdict, what hinders, what changes and whom it touches, and what to do next. */
export function reportCheck(check: SchemaCheck, { name, file }: { readonly name: string; readonly file: string }): Text[] {
  const sign = check.verdict === 'FAILS' ? '✗' : check.verdict === 'NEEDS_ACKNOWLEDGEMENT' ? '!' : '✓';
  return [
    joined(`${sign} ${name}: `, VERDICTS[check.verdict], ` (${check.verdict})`),
    ...reportProblems(check.problems, file),
    ...reportChanges(check.changes),
    ...listed(
      text('Refers to fields of other owners:', '引用了其他所有者的字段：'),
      check.references.map(({ kind, coordinate, owner }) => `@${kind.toLowerCase()} ${coordinate}  (${owner})`),
    ),
    ...listed(
      text('Lately read by:', '近期使用者：'),
      check.uses.map(
        ({ coordinate, clientId, requests, lastUsedAt }) => `${coordinate}  ${clientId}  ${requests} ×, ${lastUsedAt}`,
      ),
    ),
    ...listed(
      text('Operations of client applications:', '受影响的客户端操作：'),
      check.affectedOperations.map(
        ({ effect, name, hash, application, team, message, requests, lastUsedAt }) =>
          `${effect.padEnd(11)}  ${name ?? hash.slice(0, 12)}  ${application} (${team})  ${requests} ×, ${lastUsedAt ?? '–'}  ${message}`,
      ),
    ),
    ...listed(
      text('Agreements that lose fields:', '将失去字段的数据共享协议：'),
      check.affectedAgreements.map(({ agreementId, coordinates }) => `${agreementId}  ${coordinates.join(', ')}`),
    ),
    joined(text('Next: ', '下一步：'), check.affectedAgreements.length > 0 ? same(check.nextStep) : NEXT[check.verdict]),
  ];
}

/** How a schema differs from the current version, the worst first. */
export const reportChanges = (changes: readonly Change[]): Text[] =>
  listed(
    text('Changes for those who read it:', '对使用者的影响：'),
    changes.map(({ criticality, message }) => `${criticality.padEnd(9)}  ${message}`),
  );

const listed = (title: Text, lines: readonly string[]): Text[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => same(`  ${line}`))];
