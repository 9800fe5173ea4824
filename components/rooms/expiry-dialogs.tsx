import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { viewerZone } from "@/components/ui/viewer-zone";
import { localTime } from "@/lib/core/calendar";
import { daysText } from "@/lib/core/day-text";
import { LIMITS } from "@/lib/core/limits";
import { zoneText } from "@/lib/core/time-zone";
import { DAY_MS } from "@/lib/rooms/expiry";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { quietPeriodEnd, startsAgain } from "./quiet-period";

/** The dialogs that set a room's last day, or its own number of quiet days. */
export function ExpiryDialogs({ room, now }: { room: RoomRecord; now: Date }) {
  const timeZone = viewerZone();
  const day = (ms: number) => localTime(timeZone, ms).day;
  const action = `/api/dashboard/rooms/${room.id}/expiry`;
  const returnTo = `/rooms/${room.id}/stay`;
  const leaves = room.expiresAt?.getTime() ?? now.getTime() + 30 * DAY_MS;
  return (
    <>
      <Dialog
        id="date"
        roomName={room.name}
        title="On which day does it leave?"
        text={`It stays to the end of that day, ${zoneText(timeZone)}, and saves do not move it. After that it waits ${daysText(room.trashDays)} in the trash.`}
      >
        <form method="post" action={action}>
          <HiddenFields fields={{ kind: "date", timeZone, returnTo }} />
          <TextField
            id="date-until"
            name="until"
            type="date"
            label="Last day"
            required
            min={day(now.getTime())}
            max={day(now.getTime() + LIMITS.idleDaysMax * DAY_MS)}
            defaultValue={day(Math.max(leaves, now.getTime()))}
          />
          <DialogButtons>
            <ButtonLink href="#main">Leave it as it is</ButtonLink>
            <Button look="first" icon="calendar">
              Pick this date
            </Button>
          </DialogButtons>
        </form>
      </Dialog>
      <Dialog
        id="quiet"
        roomName={room.name}
        title="After how many quiet days?"
        text={`The room leaves ${quietPeriodEnd("that many days")}. ${startsAgain("days")}. This replaces the space’s rule.`}
      >
        <form method="post" action={action}>
          <HiddenFields fields={{ kind: "idle", returnTo }} />
          <TextField
            id="quiet-days"
            name="days"
            type="number"
            label="Quiet days"
            required
            min={1}
            max={LIMITS.idleDaysMax}
            defaultValue={room.idleDays ?? room.spaceIdleDays ?? 30}
          />
          <DialogButtons>
            <ButtonLink href="#main">Leave it as it is</ButtonLink>
            <Button look="first" icon="hourglass">
              Set quiet days
            </Button>
          </DialogButtons>
        </form>
      </Dialog>
    </>
  );
}
