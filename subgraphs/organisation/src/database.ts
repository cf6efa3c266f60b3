import { CreateCard1767312000000 } from '../migrations/1767312000000-createCard.ts';
import { CreateServicePoint1767313000000 } from '../migrations/1767313000000-createServicePoint.ts';
import { Card } from './card/Card.ts';
import { District } from './district/District.ts';
import { Member } from './member/Member.ts';
import { ServicePoint } from './service-point/ServicePoint.ts';

export const entities = [Card, District, Member, ServicePoint];

export const migrations = [CreateCard1767312000000, CreateServicePoint1767313000000];
