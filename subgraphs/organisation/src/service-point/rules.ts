import type { OpeningHoursInput, ServicePointNearInput } from '../schema.gen.ts';

/** Metres of one degree of latitude on a sphere with the earth's mean radius, 6,371,008.8 m (IUGG). */
const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;
const MAX_METERS = 200_000;

/** What is wrong with a place to begin from, and in which field; null when it is fine. */
export function faultOfPlace({ lat, lng, withinMeters }: ServicePointNearInput): { field: string; message: string } | null {
  if (Math.abs(lat) > 90) return { field: 'near.lat', message: `A latitude is −90 to 90 degrees; got ${lat}.` };
  if (Math.abs(lng) > 180) return { field: 'near.lng', message: `A longitude is −180 to 180 degrees; got ${lng}.` };
  if (withinMeters != null && (withinMeters < 1 || withinMeters > MAX_METERS)) {
    return { field: 'near.withinMeters', message: `A distance is 1 to ${MAX_METERS} metres; got ${withinMeters}.` };
  }
  return null;
}

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** A box of degrees that holds every place within a distance, a little larger than needed; for an index to begin with. */
export function boxAround({ lat, lng }: ServicePointNearInput, meters: number): Box {
  const dLat = (meters * 1.001) / METERS_PER_DEGREE;
  // The circle is widest in degrees of longitude on its side towards the pole.
  const narrowest = Math.cos((Math.min(89.9, Math.abs(lat) + dLat) * Math.PI) / 180);
  const dLng = Math.min(360, dLat / narrowest);
  return { south: lat - dLat, north: lat + dLat, west: lng - dLng, east: lng + dLng };
}

/** The part of the tree that a service point lies in: its district. */
export const pointPath = (districtCode: string): string => `/city/${districtCode}/`;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MOST_SPANS = 28;

/** What is wrong with the hours of a week; null when they are fine: real times, none that ends before it begins, none twice. */
export function faultOfHours(hours: readonly OpeningHoursInput[]): string | null {
  if (hours.length > MOST_SPANS) return `A week has at most ${MOST_SPANS} spans; got ${hours.length}.`;
  for (const { weekday, opens, closes } of hours) {
    if (weekday < 1 || weekday > 7) return `A weekday is 1, Monday, to 7, Sunday; got ${weekday}.`;
    if (!TIME.test(opens) || !(TIME.test(closes) || closes === '24:00'))
      return `"${opens}" to "${closes}" are no times like "09:00".`;
    if (opens >= closes) return `A point that opens at ${opens} does not close at ${closes}.`;
  }
  const overlap = hours.some((one, at) =>
    hours.some(
      (other, then) => then > at && other.weekday === one.weekday && one.opens < other.closes && other.opens < one.closes,
    ),
  );
  return overlap ? 'Spans of one weekday do not overlap.' : null;
}

const BEIJING_MS = 8 * 3_600_000;

/** Whether an instant lies in one of the hours of a week, on Beijing's clock; the closing minute is outside. */
export function isOpenAt(hours: readonly OpeningHoursInput[], instant: Date): boolean {
  const local = new Date(instant.getTime() + BEIJING_MS);
  const [weekday, time] = [local.getUTCDay() || 7, local.toISOString().slice(11, 16)];
  return hours.some((span) => span.weekday === weekday && span.opens <= time && time < span.closes);
}
