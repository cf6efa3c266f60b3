import { id } from '../ids.ts';
import { CONTACT, LEGAL_SERVICE, PROJECT, PURCHASE, RESEARCH } from './governance-fields.ts';

export interface AgreementSeed {
  readonly name: string;
  readonly kind: 'INCUBATED' | 'PURCHASED' | 'CONTACT' | 'RESEARCH' | 'LEGAL_SERVICE';
  /** The partner's id. */
  readonly party: string;
  readonly client: string;
  readonly purposes: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly perDay: number;
  readonly status?: 'SIGNED' | 'SUSPENDED';
  readonly projects?: readonly string[];
  readonly districts?: readonly string[];
  /** Coordinates by the subgraph that owns them. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const ngo = (name: string): string => id('social-organisation', name);

/** Agreements of each kind (domain rules 4.4, 6.2), one that is past its last day, one that is suspended. All their clients can sign in here. */
export const AGREEMENTS: readonly AgreementSeed[] = [
  {
    name: 'qianqianshu',
    kind: 'INCUBATED',
    party: ngo('qianqianshu'),
    client: 'ngo-secret',
    purposes: ['DELIVERY', 'REPORTING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    projects: ['INC-2013-02'],
    fields: PROJECT,
  },
  {
    name: 'qianqianshu-contact',
    kind: 'CONTACT',
    party: ngo('qianqianshu'),
    client: 'ngo-secret',
    purposes: ['MATCHING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'troupe',
    kind: 'CONTACT',
    party: ngo('domestic-troupe'),
    client: 'ngo-key',
    purposes: ['MATCHING'],
    from: '2013-05-01',
    to: '2014-04-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'teachers',
    kind: 'INCUBATED',
    party: ngo('teachers-circle'),
    client: 'ngo-teachers',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    districts: ['110105', '110106'],
    fields: PROJECT,
  },
  {
    name: 'women',
    kind: 'INCUBATED',
    party: ngo('elderly-women'),
    client: 'ngo-women',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'troupe-project',
    kind: 'INCUBATED',
    party: ngo('domestic-troupe'),
    client: 'ngo-key',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'workers-home',
    kind: 'INCUBATED',
    party: ngo('workers-home'),
    client: 'ngo-workers-home',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'workers-home-contact',
    kind: 'CONTACT',
    party: ngo('workers-home'),
    client: 'ngo-workers-home',
    purposes: ['MATCHING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'listening',
    kind: 'PURCHASED',
    party: ngo('listening'),
    client: 'ngo-listening',
    purposes: ['DELIVERY'],
    from: '2013-03-01',
    to: '2014-03-31',
    perDay: 1_000,
    projects: ['PUR-2013-01'],
    fields: PURCHASE,
  },
  {
    name: 'institute',
    kind: 'RESEARCH',
    party: ngo('reading'),
    client: 'ngo-institute',
    purposes: ['STATISTICS'],
    from: '2013-06-01',
    to: '2013-11-30',
    perDay: 100,
    fields: RESEARCH,
  },
  {
    // A law firm, not a social organisation: it reads the open cases of its own lawyers.
    name: 'lawyers',
    kind: 'LEGAL_SERVICE',
    party: id('law-firm', 'jingzheng'),
    client: 'law-jingzheng',
    purposes: ['LEGAL_AID'],
    from: '2013-01-01',
    to: '2013-12-31',
    perDay: 2_000,
    fields: LEGAL_SERVICE,
  },
  {
    name: 'expired',
    kind: 'CONTACT',
    party: ngo('safe-sites'),
    client: 'ngo-safe-sites',
    purposes: ['MATCHING'],
    from: '2012-10-01',
    to: '2013-09-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'suspended',
    kind: 'CONTACT',
    party: ngo('night-school'),
    client: 'ngo-night-school',
    purposes: ['MATCHING'],
    from: '2013-05-01',
    to: '2014-04-30',
    perDay: 300,
    status: 'SUSPENDED',
    fields: CONTACT,
  },
];
