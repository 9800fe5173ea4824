import { fuzzDashboard } from "@/lib/testing/fuzz-dashboard";

fuzzDashboard(1, 4);
