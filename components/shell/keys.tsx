import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import styles from "./keys.module.css";

const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Search or jump to" },
  { keys: ["/"], does: "Search or jump to" },
  { keys: ["G", "O"], does: "Overview" },
  { keys: ["G", "R"], does: "Rooms" },
  { keys: ["G", "A"], does: "Analytics" },
  { keys: ["G", "T"], does: "Trash" },
  { keys: ["X"], does: "Select the room in focus" },
  { keys: ["J"], does: "Next room" },
  { keys: ["K"], does: "Room before" },
  { keys: ["Esc"], does: "Close, or clear the selection" },
  { keys: ["?"], does: "This list" },
];

/** The list of keyboard shortcuts, opened by `?` or from the account menu. */
export function Keys() {
  return (
    <Dialog id="keys" title="Keys" text="They do nothing while you type in a field.">
      <dl className={styles.keys}>
        {KEYS.map((line) => (
          <div key={line.keys.join()}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{line.does}</dd>
          </div>
        ))}
      </dl>
      <DialogButtons>
        <DialogClose>Close</DialogClose>
      </DialogButtons>
    </Dialog>
  );
}
