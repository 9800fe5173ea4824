import { fuzzDashboard } from "@/lib/testing/fuzz-dashboard";

fuzzDashboard(0, 4);
