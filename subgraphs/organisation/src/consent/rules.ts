/** What is wrong with the list of data that a consent covers, as a sentence; null when it is fine. */
export function faultOfScope(scope: readonly string[]): string | null {
  if (scope.length === 0 || scope.length > 20) return `A consent covers 1 to 20 kinds of data; got ${scope.length}.`;
  const odd = scope.find((subject) => !/^[a-zA-Z][a-zA-Z0-9.-]{0,59}$/.test(subject));
  return odd === undefined ? null : `"${odd}" does not name data. Use short words of letters, digits, dots and hyphens: "card".`;
}
