import { fuzzDashboard } from "@/lib/testing/fuzz-dashboard";

fuzzDashboard(2, 4);
