import { createRoom, getRoom, type Room } from "/internal/app/moviematch/room.ts";
import type { RouteContext } from "/internal/app/moviematch/types.ts";
import type { ClientMessage, CreateRoomRequest, JoinRoomRequest, Rate } from "/types/moviematch.ts";

export interface Socket extends AsyncIterable<string> {
  readonly isClosed: boolean;
  send(text: string): Promise<void>;
}

type ServerMessage =
  | { type: "login"; payload: { userName: string; plexId?: number } }
  | { type: "createRoom"; payload: CreateRoomRequest }
  | { type: "joinRoom"; payload: JoinRoomRequest }
  | { type: "leaveRoom" }
  | { type: "rate"; payload: Rate };

export class Client {
  room?: Room;
  userName?: string;
  plexUser?: { id: string; username: string };
  finished: Promise<void>;

  constructor(
    public ws: Socket,
    public ctx: RouteContext,
  ) {
    this.finished = this.listenForMessages();
    this.sendMessage({ type: "config", payload: { requirePlexLogin: false } });
  }

  private async listenForMessages() {
    for await (const text of this.ws) {
      const message = JSON.parse(text) as ServerMessage;
      try {
        if (message.type === "login") this.handleLogin(message.payload);
        if (message.type === "createRoom") await this.handleCreateRoom(message.payload);
        if (message.type === "joinRoom") await this.handleJoinRoom(message.payload);
        if (message.type === "leaveRoom") this.handleLeaveRoom();
        if (message.type === "rate") this.handleRate(message.payload);
      } catch (error) {
        console.error(`ERROR Error handling ${message.type}: ${error}`);
      }
    }
    this.handleLeaveRoom();
  }

  private handleLogin({ userName, plexId }: { userName: string; plexId?: number }) {
    this.userName = userName;
    // The real one declares a text and hands on the number that plex.tv sends.
    if (plexId !== undefined) {
      this.plexUser = { id: plexId as unknown as string, username: userName };
    }
    this.sendMessage({ type: "loginSuccess", payload: { userName } });
  }

  private async handleCreateRoom(request: CreateRoomRequest) {
    if (!this.plexUser || !this.userName) return;
    const creator = { plexUserId: this.plexUser.id, plexUsername: this.plexUser.username };
    try {
      this.room = await createRoom(request, this.ctx, creator);
      this.room.users.set(this.userName, this);
      await this.sendRoom("createRoomSuccess", this.room, this.userName);
    } catch (error) {
      this.sendError("createRoomError", error);
    }
  }

  private async handleJoinRoom(request: JoinRoomRequest) {
    if (!this.userName) return;
    try {
      this.room = getRoom(this.userName, request);
      this.room.users.set(this.userName, this);
      await this.sendRoom("joinRoomSuccess", this.room, this.userName);
    } catch (error) {
      this.sendError("joinRoomError", error);
    }
  }

  private handleLeaveRoom() {
    if (!this.room || !this.userName) {
      this.sendMessage({ type: "leaveRoomError", payload: { errorType: "NOT_JOINED" } });
      return;
    }
    this.room.users.delete(this.userName);
    this.sendMessage({ type: "leaveRoomSuccess" });
  }

  private handleRate(rate: Rate) {
    if (this.userName) this.room?.storeRating(this.userName, rate, Date.now());
  }

  private async sendRoom(type: string, room: Room, userName: string) {
    const payload = {
      previousMatches: await room.getMatches(userName, false),
      media: await room.getMediaForUser(userName),
      users: [...room.users.keys()].map((name) => ({
        user: { userName: name },
        progress: room.userProgress.get(name) ?? 0,
      })),
    };
    this.sendMessage({ type, payload });
  }

  private sendError(type: string, error: unknown) {
    const { name, message } = error as Error;
    this.sendMessage({ type, payload: { name, message } });
  }

  async sendMessage(message: ClientMessage) {
    if (!this.ws.isClosed) await this.ws.send(JSON.stringify(message)).catch(() => {});
  }
}
