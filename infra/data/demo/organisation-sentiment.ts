import { addDays } from '@union-graph/subgraph';
import { id } from '../ids.ts';

interface Spoken {
  readonly topic: string;
  readonly districtCode: string;
  readonly source: string;
  /** How often in the week of 30 September, and in that of 7 October. */
  readonly weeks: readonly [before: number, now: number];
}

const spoken = (topic: string, districtCode: string, source: string, before: number, now: number): Spoken => ({
  topic,
  districtCode,
  source,
  weeks: [before, now],
});

/** What workers spoke of in two weeks; made up. */
const SPOKEN: readonly Spoken[] = [
  spoken('工资报酬', '110105', 'HOTLINE', 9, 14),
  spoken('工资报酬', '110101', 'HOTLINE', 4, 5),
  spoken('工资报酬', '110228', 'SMS', 1, 2),
  spoken('社会保险', '110105', 'WEB', 11, 10),
  spoken('社会保险', '110106', 'WEB', 3, 2),
  spoken('困难帮扶', '110116', 'VISIT', 2, 3),
  spoken('入会与会籍', '110105', 'CADRE', 1, 4),
  spoken('文化体育', '110101', 'STATION', 6, 12),
  spoken('群体性苗头', '110105', 'GRID', 0, 1),
];

const FIRST_DAYS = ['2013-09-30', '2013-10-07'] as const;
const WORKING_DAYS = 5;

export const sentimentItemRows = SPOKEN.flatMap(({ topic, districtCode, source, weeks }) =>
  weeks.flatMap((count, week) =>
    Array.from({ length: count }, (_, at) => ({
      id: id('sentiment-item', `${topic}-${districtCode}-${week}-${at}`),
      topic,
      source,
      happened_on: addDays(FIRST_DAYS[week] as string, at % WORKING_DAYS),
      district_code: districtCode,
    })),
  ),
);
