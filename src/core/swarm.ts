import { z } from "zod";

/** `GET /nodes` as SwarmKit words it; only what analysis asks for is required, the rest passes through. */
export const swarmNode = z.looseObject({
  ID: z.string(),
  Spec: z.looseObject({ Role: z.enum(["manager", "worker"]), Availability: z.enum(["active", "pause", "drain"]) }),
  Description: z.looseObject({ Hostname: z.string() }).optional(),
  Status: z.looseObject({ State: z.string(), Addr: z.string().optional(), Message: z.string().optional() }),
  ManagerStatus: z.looseObject({
    Leader: z.boolean().optional(),
    Reachability: z.string().optional(),
    Addr: z.string().optional(),
  }).nullish(),
});

/** `GET /services`. */
export const swarmService = z.looseObject({
  ID: z.string(),
  Spec: z.looseObject({
    Name: z.string(),
    Mode: z.looseObject({
      Replicated: z.looseObject({ Replicas: z.number().optional() }).optional(),
      Global: z.looseObject({}).optional(),
    }).optional(),
  }),
});

/** `GET /tasks`. A global service's task has no `Slot`: its node stands for it. */
export const swarmTask = z.looseObject({
  ID: z.string(),
  ServiceID: z.string(),
  Slot: z.number().optional(),
  NodeID: z.string().optional(),
  DesiredState: z.string(),
  CreatedAt: z.string().optional(),
  Status: z.looseObject({
    Timestamp: z.string().optional(),
    State: z.string(),
    Message: z.string().optional(),
    Err: z.string().optional(),
  }),
});

export type SwarmNode = z.infer<typeof swarmNode>;
export type SwarmService = z.infer<typeof swarmService>;
export type SwarmTask = z.infer<typeof swarmTask>;
