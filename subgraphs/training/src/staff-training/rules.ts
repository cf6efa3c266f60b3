export type TrainingTier = 'CITY' | 'DISTRICT';

/** Hours that an officer owes in each calendar year (S-31: 16 to the city's training, 40 to the district's). */
export const REQUIRED_HOURS = { city: 16, district: 40 } as const;

/** Nobody is trained longer on one day. */
export const HOURS_OF_A_DAY = 24;

/** Whether both are reached; hours of one tier do not count for the other (SKL-INV-9). */
export const isCompliant = (cityHours: number, districtHours: number): boolean =>
  cityHours >= REQUIRED_HOURS.city && districtHours >= REQUIRED_HOURS.district;
