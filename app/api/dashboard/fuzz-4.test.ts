import { fuzzDashboard } from "@/lib/testing/fuzz-dashboard";

fuzzDashboard(3, 4);
