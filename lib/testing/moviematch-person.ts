import { connect } from "node:net";
import type { MovieMatch } from "./start-moviematch";

interface Message {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the messages of another program
  payload?: any;
}

/** Somebody who uses a MovieMatch over its own protocol. */
export interface Person {
  /** Every message that came, in order. */
  heard: Message[];
  send(type: string, payload?: unknown): void;
  /** Sends a message and resolves with the first later one of the types. */
  ask(type: string, payload: unknown, ...types: string[]): Promise<Message>;
  /** Resolves with the first message of the type that nobody waited for before. */
  hears(...types: string[]): Promise<Message>;
  create(roomName: string, more?: object): Promise<Message>;
  join(roomName: string, password?: string): Promise<Message>;
  rate(mediaId: string, rating?: string): void;
  leave(): void;
}

let ids = 1000;

/** @param plexId of somebody who signs in with Plex, and so may create rooms */
export async function person(
  { port }: Pick<MovieMatch, "port">,
  userName: string,
  plexId: number | undefined = ids++,
): Promise<Person> {
  const socket = connect(port, "127.0.0.1");
  const heard: Message[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    heard.push(...lines.map((line) => JSON.parse(line) as Message));
    for (const look of waiting) look();
  });
  socket.on("error", () => {});

  const taken = new Set<Message>();
  function hears(...types: string[]): Promise<Message> {
    return new Promise((resolve) => {
      const look = () => {
        const found = heard.find((one) => types.includes(one.type) && !taken.has(one));
        if (!found) return;
        waiting.delete(look);
        taken.add(found);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  const send = (type: string, payload?: unknown) =>
    void socket.write(`${JSON.stringify({ type, payload })}\n`);
  const ask = (type: string, payload: unknown, ...types: string[]) => {
    for (const message of heard) if (types.includes(message.type)) taken.add(message);
    send(type, payload);
    return hears(...types);
  };
  await ask("login", { userName, plexId }, "loginSuccess");
  return {
    ...{ heard, send, ask, hears },
    create: (roomName, more = {}) =>
      ask("createRoom", { roomName, ...more }, "createRoomSuccess", "createRoomError"),
    join: (roomName, password) =>
      ask("joinRoom", { roomName, password }, "joinRoomSuccess", "joinRoomError"),
    rate: (mediaId, rating = "like") => send("rate", { mediaId, rating }),
    leave: () => void socket.destroy(),
  };
}
