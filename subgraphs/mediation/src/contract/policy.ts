import type { Role, Viewer } from '@union-graph/identity';
import { definePolicy, isId } from '@union-graph/subgraph';

/** Those who speak for a union: its officer, or the administrator who runs it. */
const SPEAKERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

/** The path of the union for which the viewer speaks, by their own grant; null for who does not speak for it. */
export const pathOfSpeaker = (viewer: Viewer, unionId: string): string | null =>
  viewer.grants.find(
    ({ role, scopePath, unionId: held }) => SPEAKERS.includes(role) && (held === unionId || scopePath.endsWith(`/${unionId}/`)),
  )?.scopePath ?? null;

/** The unions for which the viewer speaks. */
export const unionsOfSpeaker = (viewer: Viewer): string[] =>
  viewer.grants
    .filter(({ role }) => SPEAKERS.includes(role))
    .flatMap(({ scopePath, unionId }) => [unionId, scopePath.split('/').at(-2)])
    .filter((id): id is string => id !== undefined && isId(id));

const speaks = (viewer: Viewer, { workersSideId }: { readonly workersSideId: string }): boolean =>
  viewer.personId !== null && pathOfSpeaker(viewer, workersSideId) !== null;

/** Who files and publishes a contract: the workers' side itself. */
export const contractPolicy = definePolicy<{ readonly workersSideId: string }>()({
  fileContract: speaks,
  publishContract: speaks,
});
