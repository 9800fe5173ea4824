-- AlterTable
ALTER TABLE "token" ADD COLUMN     "replaced_by" TEXT;
