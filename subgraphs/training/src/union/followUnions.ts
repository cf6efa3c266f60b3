import { unionDissolved } from '@union-graph/events';
import { defineKnown, followMoves } from '@union-graph/subgraph';
import { paths } from '../paths.ts';
import { EndedUnion } from './EndedUnion.ts';

const endedUnions = defineKnown(EndedUnion, { id: 'unionId', what: 'union' });

/** Keeps which unions have ended, and takes rows along with a union that moves. */
export const followUnions = [endedUnions.follow(unionDissolved, () => ({})), followMoves(paths)];
