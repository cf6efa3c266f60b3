import { useTexts } from '../texts/useLanguage.ts';
import type { Call, FetchNode, PlanNode } from './explanation.ts';
import { barOf, hueOf } from './explanation.ts';

interface TreeProps<T extends PlanNode = PlanNode> {
  readonly node: T;
  readonly calls: readonly Call[];
}

/** One call beside the others: when it began and how long it took. */
function Bar({ call, calls }: { readonly call: Call; readonly calls: readonly Call[] }) {
  const texts = useTexts();
  const { left, width } = barOf(call, calls);
  const failed = call.outcome !== 'answered';
  return (
    <div className="plan-call">
      <div className="plan-track" aria-hidden="true">
        <div className={failed ? 'plan-bar plan-bar-failed' : 'plan-bar'} style={{ left: `${left}%`, width: `${width}%` }} />
      </div>
      <small>
        {call.ms === null ? '…' : texts.planMs(call.ms)} · {texts.planBytes(call.bytesReceived)}
        {call.representations > 0 && ` · ${texts.planEntities(call.representations)}`}
        {call.shared && ` · ${texts.planShared}`}
        {call.retries > 0 && ` · ${texts.planRetries(call.retries)}`}
        {failed && <strong> · {texts.planFailed(call.outcome)}</strong>}
      </small>
    </div>
  );
}

function Fetch({ node, calls }: TreeProps<FetchNode>) {
  const texts = useTexts();
  const own = calls.filter(({ fetch }) => fetch === node.id);
  return (
    <div className="plan-fetch" style={{ '--hue': hueOf(node.service) } as React.CSSProperties}>
      <div>
        <span className="plan-number">{node.id}</span> <strong>{node.service}</strong>
      </div>
      {node.continues.map(({ path, by }) => (
        <small key={`${path} ${by}`} className="plan-path">
          ← {path} <span>{by}</span>
        </small>
      ))}
      {own.length === 0 && <small>{texts.planNotMade}</small>}
      {own.map((call) => (
        <Bar key={call.startedAt} call={call} calls={calls} />
      ))}
      <details>
        <summary>{texts.planOperation}</summary>
        <pre>{node.operation}</pre>
      </details>
    </div>
  );
}

/** A plan as nested boxes: what is done in order, what at once, and each call. */
export function PlanTree({ node, calls }: TreeProps) {
  const texts = useTexts();
  if (node.kind === 'fetch') return <Fetch node={node} calls={calls} />;
  if (node.kind === 'condition') {
    return (
      <div className="plan-group">
        {node.whenTrue && <Branch title={texts.planIf(node.variable)} node={node.whenTrue} calls={calls} />}
        {node.whenFalse && <Branch title={texts.planIfNot(node.variable)} node={node.whenFalse} calls={calls} />}
      </div>
    );
  }
  const [only] = node.steps;
  if (only && node.steps.length === 1) return <PlanTree node={only} calls={calls} />;
  return (
    <div className={`plan-group plan-${node.kind}`}>
      <small className="plan-kind">{node.kind === 'sequence' ? texts.planInOrder : texts.planAtOnce}</small>
      <ol>
        {node.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a plan never change places.
          <li key={at}>
            <PlanTree node={step} calls={calls} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Branch({ title, node, calls }: TreeProps & { readonly title: string }) {
  return (
    <>
      <small className="plan-kind">{title}</small>
      <PlanTree node={node} calls={calls} />
    </>
  );
}
