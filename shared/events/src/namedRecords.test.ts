import { EVENT_TYPES } from './catalogue.ts';
import { namedRecords } from './namedRecords.ts';

describe('workers’ records that an event names', () => {
  test('are named by the schemas that say so, in every type of event', () => {
    const others = EVENT_TYPES.flatMap((type) => {
      const { one, oneOrNone, several } = namedRecords(type);
      const known = [...one, ...oneOrNone, ...several];
      const named = Object.keys(type.fields).filter((field) => /(member|applicant|head|worker)Ids?$/i.test(field));
      return named.filter((field) => !known.includes(field)).map((field) => `${type.name}: ${field}`);
    });
    expect(others).toEqual([]);
  });

  test('are told apart by whether they may be nobody, or several', () => {
    const of = (name: string) => namedRecords(EVENT_TYPES.find((type) => type.name === name) as (typeof EVENT_TYPES)[number]);
    expect(of('member.listed')).toEqual({ isSubject: true, one: [], oneOrNone: [], several: [] });
    expect(of('card.activated')).toEqual({ isSubject: false, one: ['memberId'], oneOrNone: [], several: [] });
    expect(of('request.dispatched')).toEqual({ isSubject: false, one: [], oneOrNone: ['memberId'], several: [] });
    expect(of('case.staffed')).toEqual({ isSubject: false, one: [], oneOrNone: [], several: ['applicantIds'] });
  });
});
