-- CreateTable
CREATE TABLE "spent_sign_in" (
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spent_sign_in_pkey" PRIMARY KEY ("hash")
);
