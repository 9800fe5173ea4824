import type pg from "pg";
import { afterAll, expect } from "vitest";

/*
 * Adds rooms of other kinds beside every match room: with the same space, name, time of creation and creator, in each state, and
 * tombstones. A trigger inserts them, so that the tests of a file need no change.
 */
const INSTALL = `
  create table other_kind (id text primary key, stored jsonb not null);
  create table other_kind_fault (id text not null);
  create sequence other_kind_added;

  create function check_other_kinds() returns trigger language plpgsql as $$
  begin
    insert into other_kind_fault
    select coalesce(other_kind.id, room.id) from other_kind
    full join (select id, to_jsonb(room) as current_row from room where kind <> 'match') room on room.id = other_kind.id
    where current_row is distinct from stored;
    truncate other_kind;
    return null;
  end
  $$;

  create function add_other_kinds() returns trigger language plpgsql as $$
  declare
    added room;
  begin
    for i in 1..4 loop
      added := null;
      added.space_id := new.space_id;
      added.id := new.id || '_' || i;
      added.kind := case when i % 2 = 0 then 'chat' else 'code' end;
      added.name := new.name;
      -- A room that a careless query takes for a newer incarnation.
      added.created_at := new.created_at + make_interval(secs => i / 2);
      added.owner_id := new.owner_id;
      added.creator_id := new.creator_id;
      added.creator_name := new.creator_name;
      added.version := 1;
      added.stored_at := now();
      added.updated_at := now();
      added.touched_at := now();
      added.last_activity_at := now();
      added.people_count := 3;
      added.expiry_kind := case when i = 2 then 'never' else 'space' end;
      added.expires_at := case i when 1 then now() + interval '90 days' when 3 then now() - interval '1 day' end;
      if i = 1 then
        added.locked_at := now();
        added.lock_reason := 'another kind';
      elsif i = 4 then
        added.trashed_at := now();
        added.trash_reason := 'deleted';
        added.purge_at := now() + interval '14 days';
      end if;
      insert into room select added.*;
      insert into other_kind select added.id, to_jsonb(added);
      perform nextval('other_kind_added');
      insert into room_tombstone (space_id, kind, identity, created_at)
      values (new.space_id, added.kind, new.name, new.created_at + interval '1 hour') on conflict do nothing;
    end loop;
    return null;
  end
  $$;

  create trigger check_other_kinds before truncate on room execute function check_other_kinds();
  create trigger add_other_kinds after insert on room for each row when (new.kind = 'match')
    execute function add_other_kinds();`;

/**
 * From now on, every match room of this database is surrounded by rooms of other kinds. After the tests of the file, each of them
 * must still be there and be the same in every byte.
 */
export async function surroundWithOtherKinds(pool: pg.Pool): Promise<void> {
  await pool.query(INSTALL);
  afterAll(async () => {
    const { rows } = await pool.query<{ added: number }>(
      "select nextval('other_kind_added')::int - 1 as added",
    );
    expect(rows[0]?.added, "the tests of this file created rooms").toBeGreaterThan(0);
    await pool.query("truncate room cascade");
    const faults = await pool.query("select id from other_kind_fault");
    expect(faults.rows, "rooms of another kind that changed or disappeared").toEqual([]);
  });
}
