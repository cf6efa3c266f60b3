// On a narrow page panels, editors and response stand in one column (`console.css`), so what was just asked for may be out of sight.
// On a wide page they stand beside each other, and nothing moves.

const isOneColumn = (): boolean => window.matchMedia('(width < 760px)').matches;

/** Brings the response, which stands below the editors, into view. */
export function showResponse(): void {
  if (isOneColumn()) document.querySelector('.graphiql-response')?.scrollIntoView({ block: 'nearest' });
}

/** Brings the panel that was just opened, which stands above the editors, into view. */
export function showPanel(): void {
  if (isOneColumn()) document.querySelector('main')?.scrollTo({ top: 0 });
}
