import { useGraphiQL } from '@graphiql/react';
import { useSyncExternalStore } from 'react';
import { useConsole } from '../console.ts';
import { useTexts } from '../texts/useLanguage.ts';
import type { Explanation } from './explanation.ts';
import { EXPLANATIONS } from './explanations.ts';
import { PlanTree } from './PlanTree.tsx';

const STEPS = ['parse', 'validate', 'plan', 'execute', 'print', 'total'] as const;

function Figures({ explanation: { timings, cost, known } }: { readonly explanation: Explanation }) {
  const texts = useTexts();
  return (
    <>
      <table className="plan-figures">
        <tbody>
          {STEPS.filter((step) => timings[step] !== undefined).map((step) => (
            <tr key={step} className={step === 'total' ? 'plan-total' : undefined}>
              <th scope="row">{texts.planSteps[step]}</th>
              <td>{texts.planMs(timings[step] ?? 0)}</td>
            </tr>
          ))}
          {cost && (
            <tr>
              <th scope="row">{texts.planCost}</th>
              <td>{texts.planCosts(cost.estimated, cost.actual, cost.limit)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {known && <p className="examples-hint">{texts.planKnown[known]}</p>}
    </>
  );
}

/** How the operation of the current tab was answered last. */
export function PlanPanel() {
  const texts = useTexts();
  const { settings, session } = useConsole();
  const query = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query ?? '');
  const told = useSyncExternalStore(EXPLANATIONS.subscribe, () => EXPLANATIONS.of(query));
  return (
    <section className="examples plan own-words" aria-label={texts.plan}>
      <h2>{texts.plan}</h2>
      {!told && <p className="examples-hint">{texts.planEmpty}</p>}
      {told?.kind === 'untold' && (
        <p className="plan-note" role="status">
          {told.status >= 400
            ? texts.planRefused
            : settings.signIn && session.kind !== 'signed-in'
              ? texts.planSignIn
              : texts.planUntold}
        </p>
      )}
      {told?.kind === 'told' && (
        <>
          <Figures explanation={told.explanation} />
          {told.explanation.plan ? (
            <PlanTree node={told.explanation.plan} calls={told.explanation.fetches} />
          ) : (
            <p className="plan-note">{texts.planNothing}</p>
          )}
        </>
      )}
    </section>
  );
}

function PlanIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M6 7v10M6 12h6.5M6 17h6.5" />
      <circle cx="6" cy="5" r="2.2" />
      <rect x="13" y="9.5" width="7" height="5" rx="1" />
      <rect x="13" y="16.5" width="7" height="5" rx="1" />
    </svg>
  );
}

/** The side panel's entry in GraphiQL; one object for good, since GraphiQL tells plugins apart by identity. */
export const PLAN_PLUGIN = { title: '执行计划 Plan', icon: PlanIcon, content: PlanPanel };
