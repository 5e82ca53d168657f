# Two images: `console` serves, `tools` holds what an operator runs (npm run db:migrate, doctor,
# keys:rotate, db:first-admin). Both hold no secret and run as a user without rights.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build:standalone

FROM ${NODE_IMAGE} AS tools
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
USER 1000:1000
CMD ["npm", "run", "db:migrate"]

FROM ${NODE_IMAGE} AS console
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 \
  NODE_OPTIONS=--max-old-space-size=1024
COPY --from=build /app/.next-standalone/standalone ./
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health?live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
