import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/** The outbox: what each subscriber is to be told of. Events that waited in the job queue before are moved. */
export function deliveriesMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class Deliveries implements MigrationInterface {
    name = 'Deliveries1770500000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table event_delivery (
          id bigint generated always as identity constraint event_delivery_pk primary key,
          subscriber text not null,
          aggregate text not null,
          event json not null,
          created_at timestamptz not null default clock_timestamp(),
          attempts int not null default 0,
          retry_at timestamptz,
          last_error text,
          dead_at timestamptz,
          constraint event_delivery_retried check ((attempts = 0) = (retry_at is null))
        );
        create index event_delivery_waiting on event_delivery (subscriber, id) where dead_at is null;
        create index event_delivery_refused on event_delivery (subscriber, aggregate, id) where retry_at is not null and dead_at is null;
        create index event_delivery_by_subscriber on event_delivery (subscriber, dead_at);
        grant delete on event_delivery to ${app};

        insert into event_delivery (subscriber, aggregate, event)
        select j.payload->>'subscriber', told.event->>'subject', told.event
        from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
        cross join lateral json_array_elements(coalesce(j.payload->'events', json_build_array(j.payload->'event')))
          with ordinality as told(event, at)
        where t.identifier = 'deliver_event' order by j.id, told.at;
        delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = 'deliver_event';
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`
        select graphile_worker.add_job(
          'deliver_event', json_build_object('subscriber', d.subscriber, 'event', d.event), max_attempts => 25)
        from event_delivery d where d.dead_at is null order by d.id;
        drop table event_delivery;
      `);
    }
  };
}
