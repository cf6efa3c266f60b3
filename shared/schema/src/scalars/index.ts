import type { GraphQLScalarType } from 'graphql';
import { DistrictCode, OrgCode, Phone } from './codes.ts';
import { BasisPoints, Fen } from './numbers.ts';
import { CivilDate, DateTime } from './times.ts';

/** Every custom scalar of the graph by its name. Malformed input is a `BAD_USER_INPUT` that says what was expected. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  BasisPoints,
  Date: CivilDate,
  DateTime,
  DistrictCode,
  Fen,
  OrgCode,
  Phone,
};
