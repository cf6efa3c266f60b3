import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The partner's side of an agreement is the partner's own: its program is registered by somebody other than the drafter, asks for
 * an agreement itself, and signs with its own credential. Signatures of before stay as they are; the rules hold for new ones.
 */
export class RequestAgreements1770600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table partner_client add column registered_by uuid, add column evidence_ref text, add column registered_at timestamptz,
        add constraint client_registered check ((registered_by is null) = (registered_at is null) and (registered_by is null) = (evidence_ref is null)),
        add constraint client_registrar unique (client_id, registered_by);

      alter table data_sharing_agreement add column client_registered_by uuid,
        add constraint agreement_client_registered foreign key (client_id, client_registered_by) references partner_client (client_id, registered_by),
        add constraint agreement_client_chosen check (client_registered_by <> drafted_by),
        add constraint agreement_of_client unique (id, client_id);

      alter table signature add column client_id text, alter column recorded_by drop not null,
        add constraint signature_own check (case side when 'FEDERATION' then recorded_by is not null and client_id is null
          else recorded_by is null and client_id is not null end) not valid,
        add constraint signature_of_client foreign key (agreement_id, client_id) references data_sharing_agreement (id, client_id);

      create table agreement_request (
        id uuid constraint agreement_request_pk primary key,
        party_id uuid not null,
        client_id text not null constraint request_client references partner_client,
        kind text not null constraint request_kind check (kind in ('INCUBATED', 'PURCHASED', 'CONTACT', 'RESEARCH', 'LEGAL_SERVICE')),
        purposes text[] not null constraint request_purposes check (cardinality(purposes) > 0),
        coordinates text[] not null constraint request_coordinates check (cardinality(coordinates) between 1 and 500),
        note text not null,
        status text not null constraint request_status check (status in ('OPEN', 'DRAFTED', 'DECLINED')),
        agreement_id uuid constraint request_agreement references data_sharing_agreement,
        reason text,
        requested_at timestamptz not null,
        version int not null default 1,
        constraint request_drafted check ((status = 'DRAFTED') = (agreement_id is not null)),
        constraint request_declined check ((status = 'DECLINED') = (reason is not null))
      );
      create index request_by_client on agreement_request (client_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table agreement_request;
      delete from signature where recorded_by is null;
      alter table signature drop constraint signature_of_client, drop constraint signature_own, drop column client_id,
        alter column recorded_by set not null;
      alter table data_sharing_agreement drop constraint agreement_client_registered, drop constraint agreement_client_chosen,
        drop constraint agreement_of_client, drop column client_registered_by;
      alter table partner_client drop constraint client_registrar, drop constraint client_registered, drop column registered_by,
        drop column evidence_ref, drop column registered_at;
    `);
  }
}
