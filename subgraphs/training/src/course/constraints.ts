import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const courseConstraints = {
  course_once: () =>
    new Refusal('DUPLICATE', 'The institution has a course of this name already. Open a session of it.', { field: 'nameZh' }),
  meeting_teacher_apart: () =>
    new Refusal('SLOT_TAKEN', 'The teacher teaches another meeting at one of these times. Choose another time or teacher.', {
      rule: 'S-57',
      field: 'meetings',
    }),
  meeting_room_apart: () =>
    new Refusal('SLOT_TAKEN', 'The room is taken by another meeting at one of these times. Choose another time or room.', {
      rule: 'S-57',
      field: 'place',
    }),
};
