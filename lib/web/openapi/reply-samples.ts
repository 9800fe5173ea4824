import { SAMPLE_ROOM } from "./api-samples";

const METADATA = {
  id: "rm_jqgjc5wdnz1ydmfhrj1e",
  incarnation: "rm_jqgjc5wdnz1ydmfhrj1e",
  version: 2,
  status: "open",
  locked: false,
  storedAt: "2026-10-01T20:00:01.201Z",
  updatedAt: "2026-10-01T20:21:00.310Z",
  lastActivityAt: "2026-10-01T20:21:00.000Z",
  expiresAt: "2026-12-30T20:21:00.310Z",
};

const FIRST_EVENT = {
  id: "1",
  type: "room.created",
  at: METADATA.storedAt,
  room: {
    kind: "match",
    name: "movie night",
    id: METADATA.id,
    createdAt: SAMPLE_ROOM.createdAt,
    version: 1,
  },
  data: { matchCount: 0, peopleCount: 1, ratingCount: 1 },
};

/** The reply of each operation to its example request, by action. A test checks each sample against its schema. */
export const REPLY_SAMPLES: Readonly<Record<string, unknown>> = {
  batch: {
    results: [
      { status: 201, _metadata: { ...METADATA, version: 1 } },
      { status: 200, _metadata: METADATA },
    ],
  },
  "events.read": { items: [FIRST_EVENT], nextCursor: "1", missed: false },
  "lease.get": {
    lease: {
      instance: "living-room-1",
      connections: 3,
      heldSince: "2026-10-01T20:00:01.948Z",
      renewedAt: "2026-10-01T20:20:31.948Z",
      expiresAt: "2026-10-01T20:21:31.948Z",
      live: true,
    },
  },
  "lease.hold": {
    lease: {
      instance: "living-room-1",
      connections: 3,
      heldSince: "2026-10-01T20:00:01.948Z",
      renewedAt: "2026-10-01T20:00:01.948Z",
      expiresAt: "2026-10-01T20:01:01.948Z",
      live: true,
    },
  },
  "media.list": {
    items: [
      {
        mediaId: "plex://movie/5d776b59",
        title: "Alien",
        year: 1979,
        posterUrl: null,
        genres: ["Horror"],
      },
    ],
    nextCursor: null,
  },
  "media.put": { stored: 1 },
  "room.get": { ...SAMPLE_ROOM, _metadata: METADATA },
  "room.save": { _metadata: METADATA },
  "room.list": {
    items: [
      {
        roomName: "movie night",
        roomType: "standard",
        createdAt: SAMPLE_ROOM.createdAt,
        creatorPlexUserId: "4711",
        creatorPlexUsername: "mara_k",
        hasPassword: false,
        ratingCount: 2,
        likeCount: 2,
        matchCount: 1,
        peopleCount: 2,
        _metadata: METADATA,
      },
    ],
    nextCursor: null,
  },
  "room.matches": {
    items: [
      {
        mediaId: "plex://movie/5d776b59",
        userName: null,
        matchedAt: "2026-10-01T20:21:00.000Z",
        likers: ["Ann", "bob"],
        title: "Alien",
        year: 1979,
        posterUrl: null,
        genres: ["Horror"],
      },
    ],
    nextCursor: null,
  },
  "room.rate": { _metadata: METADATA },
  "room.take-back": { takenBack: true, _metadata: METADATA },
  "token.get": {
    id: "tk_vjya26a4kx5mv58phs35",
    label: "Living room",
    space: "moviematch",
    hint: "d375",
    scopes: ["rooms:read", "rooms:write", "rooms:delete", "events:read"],
    createdAt: "2026-09-30T18:12:33.517Z",
    expiresAt: null,
    lastUsedAt: "2026-10-01T20:21:00.310Z",
    replacedBy: null,
  },
  "token.rotate": {
    id: "tk_s7y0gc0kk710fkj5pdmy",
    token: "rk_…",
    expiresAt: null,
    previousEndsAt: "2026-10-01T21:21:00.310Z",
  },
  "trash.list": {
    items: [
      {
        room: { ...SAMPLE_ROOM, _metadata: { ...METADATA, version: 3, status: "deleted" } },
        reason: "deleted",
        hasPassword: false,
        trashedAt: "2026-10-02T09:30:00.130Z",
        purgeAt: "2026-10-16T09:30:00.130Z",
      },
    ],
    nextCursor: null,
  },
};
