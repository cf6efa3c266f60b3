import type { Text } from '../text.ts';

/** What one trial found. A note tells something that is measured and not judged. */
export interface Finding {
  readonly what: Text;
  readonly outcome: 'PASSED' | 'FAILED' | 'SKIPPED' | 'NOTE';
  /** Why it failed or was skipped, or what was measured. */
  readonly detail: Text | null;
}

export const passed = (what: Text, detail: Text | null = null): Finding => ({ what, outcome: 'PASSED', detail });
export const failed = (what: Text, detail: Text): Finding => ({ what, outcome: 'FAILED', detail });
export const skipped = (what: Text, detail: Text): Finding => ({ what, outcome: 'SKIPPED', detail });
export const note = (what: Text, detail: Text): Finding => ({ what, outcome: 'NOTE', detail });

/** A trial that passes when there is nothing to complain of. */
export const judged = (what: Text, fault: Text | null): Finding => (fault ? failed(what, fault) : passed(what));
