import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { JointConference } from './JointConference.ts';
import { conferencePolicy } from './policy.ts';

/** Meetings, the latest first; `FORBIDDEN` to all but staff. */
export const jointConferences: PageSource<JointConference> = {
  name: 'jointConferences',
  select: (_, { viewer }) => {
    conferencePolicy.authorise(viewer, 'jointConferences', null);
    return sql`select ${columns(JointConference, 'c')} from joint_conference c`;
  },
  order: [
    { by: 'heldAt', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
