(/* @__PURE__ */ ((e, t) => () => (t || (e((t = { exports: {} }).exports, t, t.exports), e = null), t.exports))(((e, t) => {
	(() => {
		var e = {
			804: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 });
				let r = n(116), i = n(725), a = n(170), o = n(517), { Response: s } = window, c = r.debug.extend("client");
				class l extends o.default {
					constructor(e, t) {
						let n = typeof t == "string" ? { serverUrl: t } : t;
						(0, r.assert)(n.serverUrl && n.serverUrl.match(/https?:\/\/.+/), "A \"serverUrl\" option is required and must begin with \"http(s)\""), super(n.serverUrl), this.units = r.units, this.state = n, this.environment = e, this._refreshTask = null;
						let i = this;
						this.patient = {
							get id() {
								return i.getPatientId();
							},
							read: (e) => {
								let t = this.patient.id;
								return t ? this.request({
									...e,
									url: `Patient/${t}`
								}) : Promise.reject(/* @__PURE__ */ Error("Patient is not available"));
							},
							request: (e, t = {}) => this.patient.id ? (async () => {
								let n = await async function(e, t) {
									let n = (0, r.absolute)("/", t.state.serverUrl);
									async function i(e) {
										let n = e.pathname.split("/").pop();
										(0, r.assert)(n, `Invalid url "${e}"`), (0, r.assert)(a.patientCompartment.indexOf(n) > -1, `Cannot filter "${n}" resources by patient`);
										let i = await (0, r.fetchConformanceStatement)(t.state.serverUrl), o = (0, r.getPatientParam)(i, n);
										return e.searchParams.set(o, t.patient.id), e.href;
									}
									return typeof e == "string" || e instanceof URL ? { url: await i(new URL(e + "", n)) } : (e.url = await i(new URL(e.url + "", n)), e);
								}(e, this);
								return this.request(n, t);
							})() : Promise.reject(/* @__PURE__ */ Error("Patient is not available"))
						}, this.encounter = {
							get id() {
								return i.getEncounterId();
							},
							read: (e) => {
								let t = this.encounter.id;
								return t ? this.request({
									...e,
									url: `Encounter/${t}`
								}) : Promise.reject(/* @__PURE__ */ Error("Encounter is not available"));
							}
						}, this.user = {
							get fhirUser() {
								return i.getFhirUser();
							},
							get id() {
								return i.getUserId();
							},
							get resourceType() {
								return i.getUserType();
							},
							read: (e) => {
								let t = this.user.fhirUser;
								return t ? this.request({
									...e,
									url: t
								}) : Promise.reject(/* @__PURE__ */ Error("User is not available"));
							}
						}, this.connect(e.fhir);
					}
					connect(e) {
						if (typeof e == "function") {
							let t = { baseUrl: this.state.serverUrl.replace(/\/$/, "") }, n = this.getState("tokenResponse.access_token");
							if (n) t.auth = { token: n };
							else {
								let { username: e, password: n } = this.state;
								e && n && (t.auth = {
									user: e,
									pass: n
								});
							}
							this.api = e(t);
							let r = this.getState("tokenResponse.patient");
							r && (this.patient.api = e({
								...t,
								patient: r
							}));
						}
						return this;
					}
					getPatientId() {
						let e = this.state.tokenResponse;
						return e ? e.patient ? e.patient : ((this.state.scope || "").match(/\blaunch(\/patient)?\b/) ? c("The ID of the selected patient is not available. Please check if your server supports that.") : c(i.default.noScopeForId, "patient", "patient"), null) : (this.state.authorizeUri ? c(i.default.noIfNoAuth, "the ID of the selected patient") : c(i.default.noFreeContext, "selected patient"), null);
					}
					getEncounterId() {
						let e = this.state.tokenResponse;
						return e ? e.encounter ? e.encounter : ((this.state.scope || "").match(/\blaunch(\/encounter)?\b/) ? c("The ID of the selected encounter is not available. Please check if your server supports that, and that the selected patient has any recorded encounters.") : c(i.default.noScopeForId, "encounter", "encounter"), null) : (this.state.authorizeUri ? c(i.default.noIfNoAuth, "the ID of the selected encounter") : c(i.default.noFreeContext, "selected encounter"), null);
					}
					getIdToken() {
						let e = this.state.tokenResponse;
						if (e) {
							let t = e.id_token, n = this.state.scope || "";
							if (!t) {
								let e = n.match(/\bopenid\b/), t = n.match(/\bprofile\b/), r = n.match(/\bfhirUser\b/);
								return c(e && (r || t) ? "The id_token is not available. Please check if your server supports that." : "You are trying to get the id_token but you are not using the right scopes. Please add 'openid' and 'fhirUser' or 'profile' to the scopes you are requesting."), null;
							}
							return (0, r.jwtDecode)(t, this.environment);
						}
						return this.state.authorizeUri ? c(i.default.noIfNoAuth, "the id_token") : c(i.default.noFreeContext, "id_token"), null;
					}
					getFhirUser() {
						let e = this.getIdToken();
						return e ? e.fhirUser ? e.fhirUser.split("/").slice(-2).join("/") : e.profile : null;
					}
					getUserId() {
						let e = this.getFhirUser();
						return e ? e.split("/")[1] : null;
					}
					getUserType() {
						let e = this.getFhirUser();
						return e ? e.split("/")[0] : null;
					}
					getAuthorizationHeader() {
						let e = this.getState("tokenResponse.access_token");
						if (e) return "Bearer " + e;
						let { username: t, password: n } = this.state;
						return t && n ? "Basic " + this.environment.btoa(t + ":" + n) : null;
					}
					async _clearState() {
						let e = this.environment.getStorage(), t = await e.get(a.SMART_KEY);
						t && await e.unset(t), await e.unset(a.SMART_KEY), this.state.tokenResponse = {};
					}
					async getRequestDefaults() {
						let e = this.getAuthorizationHeader();
						return { headers: { ...e ? { authorization: e } : {} } };
					}
					async request(e, t = {}, n = {}) {
						let a = r.debug.extend("client:request"), o;
						(0, r.assert)(e, "request requires an url or request options as argument"), typeof e == "string" || e instanceof URL ? (o = String(e), e = {}) : o = String(e.url), o = (0, r.absolute)(o, this.state.serverUrl);
						let c = {
							graph: !1 !== t.graph,
							flat: !!t.flat,
							pageLimit: t.pageLimit ?? 1,
							resolveReferences: (0, r.makeArray)(t.resolveReferences || []),
							useRefreshToken: !1 !== t.useRefreshToken,
							onPage: typeof t.onPage == "function" ? t.onPage : void 0
						}, l = e.signal || void 0;
						c.useRefreshToken && await this.refreshIfNeeded({ signal: l });
						let u = this.getAuthorizationHeader(), d;
						return u && (e.headers = {
							...e.headers,
							authorization: u
						}), a("%s, options: %O, fhirOptions: %O", o, e, c), super.fhirRequest(o, e).then(((t) => e.includeResponse ? (d = t.response, t.body) : t)).catch((async (e) => {
							throw e.status == 401 ? this.getState("tokenResponse.access_token") ? c.useRefreshToken ? (a("Auto-refresh failed! Please re-launch the app."), await this._clearState(), e.message += "\n" + i.default.expired, e) : (a("Your session has expired and the useRefreshToken option is set to false. Please re-launch the app."), await this._clearState(), e.message += "\n" + i.default.expired, e) : (e.message += "\nThis app cannot be accessed directly. Please launch it as SMART app!", e) : e;
						})).catch(((e) => {
							throw e.status == 403 && a("Permission denied! Please make sure that you have requested the proper scopes."), e;
						})).then((async (t) => !t || typeof t == "string" || t instanceof s ? e.includeResponse ? {
							body: t,
							response: d
						} : t : (await this.fetchReferences(t, c.resolveReferences, c.graph, n, e), Promise.resolve(t).then((async (e) => {
							if (e && e.resourceType == "Bundle") {
								let t = e.link || [];
								if (c.flat && (e = (e.entry || []).map(((e) => e.resource))), c.onPage && await c.onPage(e, { ...n }), --c.pageLimit) {
									let i = t.find(((e) => e.relation == "next"));
									if (e = (0, r.makeArray)(e), i && i.url) {
										let t = await this.request({
											url: i.url,
											signal: l
										}, c, n);
										return c.onPage ? null : c.resolveReferences.length ? (Object.assign(n, t.references), e.concat((0, r.makeArray)(t.data || t))) : e.concat((0, r.makeArray)(t));
									}
								}
							}
							return e;
						})).then(((e) => {
							if (c.graph) n = {};
							else if (!c.onPage && c.resolveReferences.length) return {
								data: e,
								references: n
							};
							return e;
						})).then(((t) => e.includeResponse ? {
							body: t,
							response: d
						} : t)))));
					}
					refreshIfNeeded(e = {}) {
						let t = this.getState("tokenResponse.access_token"), n = this.getState("tokenResponse.refresh_token"), r = this.state.expiresAt || 0;
						return t && n && r - 10 < Date.now() / 1e3 ? this.refresh(e) : Promise.resolve(this.state);
					}
					refresh(e = {}) {
						let t = r.debug.extend("client:refresh");
						t("Attempting to refresh with refresh_token...");
						let n = this.state?.tokenResponse?.refresh_token;
						(0, r.assert)(n, "Unable to refresh. No refresh_token found.");
						let i = this.state.tokenUri;
						(0, r.assert)(i, "Unable to refresh. No tokenUri found.");
						let a = this.getState("tokenResponse.scope") || "", o = a.search(/\boffline_access\b/) > -1, s = a.search(/\bonline_access\b/) > -1;
						if ((0, r.assert)(o || s, "Unable to refresh. No offline_access or online_access scope found."), !this._refreshTask) {
							let a = `grant_type=refresh_token&refresh_token=${encodeURIComponent(n)}`;
							this.environment.options.refreshTokenWithClientId && (a += `&client_id=${this.state.clientId}`);
							let o = {
								credentials: this.environment.options.refreshTokenWithCredentials || "same-origin",
								...e,
								method: "POST",
								mode: "cors",
								headers: {
									...e.headers || {},
									"content-type": "application/x-www-form-urlencoded"
								},
								body: a
							};
							if (!("authorization" in o.headers)) {
								let { clientSecret: e, clientId: t } = this.state;
								e && (o.headers.authorization = "Basic " + this.environment.btoa(t + ":" + e));
							}
							this._refreshTask = (0, r.request)(i, o).then(((e) => ((0, r.assert)(e.access_token, "No access token received"), t("Received new access token response %O", e), this.state.tokenResponse = {
								...this.state.tokenResponse,
								...e
							}, this.state.expiresAt = (0, r.getAccessTokenExpiration)(e, this.environment), this.state))).catch(((e) => {
								var n;
								throw (n = this.state?.tokenResponse) != null && n.refresh_token && (t("Deleting the expired or invalid refresh token."), delete this.state.tokenResponse.refresh_token), e;
							})).finally((() => {
								this._refreshTask = null;
								let e = this.state.key;
								e ? this.environment.getStorage().set(e, this.state) : t("No 'key' found in Clint.state. Cannot persist the instance.");
							}));
						}
						return this._refreshTask;
					}
					byCode(e, t) {
						return (0, r.byCode)(e, t);
					}
					byCodes(e, t) {
						return (0, r.byCodes)(e, t);
					}
					getPath(e, t = "") {
						return (0, r.getPath)(e, t);
					}
					getState(e = "") {
						return (0, r.getPath)({ ...this.state }, e);
					}
				}
				t.default = l;
			},
			517: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 });
				let r = n(170), i = n(116), a = i.debug.extend("FhirClient");
				t.default = class {
					constructor(e) {
						(0, i.assert)(e && typeof e == "string" && e.match(/https?:\/\/.+/), "A \"fhirBaseUrl\" string parameter is required and must begin with \"http(s)\""), this.fhirBaseUrl = e;
					}
					async getRequestDefaults() {
						return {};
					}
					async create(e, t) {
						return this.fhirRequest(e.resourceType, {
							...t,
							method: "POST",
							body: JSON.stringify(e),
							headers: {
								"content-type": "application/json",
								...(t || {}).headers
							}
						});
					}
					async update(e, t) {
						return this.fhirRequest(`${e.resourceType}/${e.id}`, {
							...t,
							method: "PUT",
							body: JSON.stringify(e),
							headers: {
								"content-type": "application/json",
								...(t || {}).headers
							}
						});
					}
					async delete(e, t = {}) {
						return this.fhirRequest(e, {
							...t,
							method: "DELETE"
						});
					}
					async patch(e, t, n = {}) {
						return (0, i.assertJsonPatch)(t), this.fhirRequest(e, {
							...n,
							method: "PATCH",
							body: JSON.stringify(t),
							headers: {
								prefer: "return=presentation",
								"content-type": "application/json-patch+json; charset=UTF-8",
								...n.headers
							}
						});
					}
					async resolveRef(e, t, n, r, a = {}) {
						let o = (0, i.getPath)(e, t);
						if (o) {
							let s = Array.isArray(o);
							return Promise.all((0, i.makeArray)(o).filter(Boolean).map(((o, c) => {
								let l = o.reference;
								if (l) return this.fhirRequest(l, {
									...a,
									includeResponse: !1,
									cacheMap: r
								}).then(((r) => {
									n && (s ? t.indexOf("..") > -1 ? (0, i.setPath)(e, `${t.replace("..", `.${c}.`)}`, r) : (0, i.setPath)(e, `${t}.${c}`, r) : (0, i.setPath)(e, t, r));
								})).catch(((e) => {
									if (e?.status !== 404) throw e;
									console.warn(`Missing reference ${l}. ${e}`);
								}));
							})));
						}
					}
					async resolveReferences(e, t, n = {}) {
						await this.fetchReferences(e, t, !0, {}, n);
					}
					async fetchReferences(e, t, n, r = {}, i = {}) {
						if (e.resourceType == "Bundle") {
							for (let a of e.entry || []) a.resource && await this.fetchReferences(a.resource, t, n, r, i);
							return r;
						}
						let o = t.map(((e) => String(e).trim())).filter(Boolean);
						if (o = o.reduce(((e, t) => (e.includes(t) ? a("Duplicated reference path \"%s\"", t) : e.push(t), e)), []), !o.length) return Promise.resolve(r);
						let s = {};
						o.forEach(((e) => {
							let t = e.split(".").length;
							s[t] || (s[t] = []), s[t].push(e);
						}));
						let c = Promise.resolve();
						return Object.keys(s).sort().forEach(((t) => {
							let a = s[t];
							c = c.then((() => Promise.all(a.map(((t) => this.resolveRef(e, t, n, r, i))))));
						})), await c, r;
					}
					async getReferences(e, t, n = {}) {
						let r = await this.fetchReferences(e, t, !1, {}, n), i = {};
						for (let e in r) i[e] = await r[e];
						return i;
					}
					async *resources(e, t) {
						let n = 0;
						for await (let r of this.pages(e, t)) for (let e of r.entry || []) {
							if (t?.limit && ++n > t.limit) return;
							yield e.resource;
						}
					}
					async *pages(e, t) {
						let { limit: n, ...r } = t || {}, i = (e) => this.fhirRequest(e, r), a = typeof e == "string" || e instanceof URL ? await i(e) : e, o = 0;
						for (; a && a.resourceType === "Bundle" && (!n || ++o <= n) && (yield a, !r?.signal?.aborted);) {
							let e = (a.link ?? []).find(((e) => e.relation === "next" && typeof e.url == "string"));
							if (!e) break;
							a = await i(e.url);
						}
					}
					async fhirRequest(e, t = {}) {
						(0, i.assert)(t, "fhirRequest requires a uri as first argument");
						let n = await this.getRequestDefaults();
						t = {
							...n,
							...t,
							headers: {
								...n.headers || {},
								...t.headers || {}
							}
						};
						let r = e + "", a = (0, i.absolute)(r, this.fhirBaseUrl), { cacheMap: o } = t;
						return o ? (r in o || (o[r] = (0, i.request)(a, t).then(((e) => (o[r] = e, e))).catch(((e) => {
							throw delete o[r], e;
						}))), o[r]) : (0, i.request)(a, t);
					}
					async getFhirVersion() {
						return (0, i.fetchConformanceStatement)(this.fhirBaseUrl).then(((e) => e.fhirVersion));
					}
					async getFhirRelease() {
						return this.getFhirVersion().then(((e) => r.fhirVersions[e] ?? 0));
					}
				};
			},
			273: (e, t) => {
				Object.defineProperty(t, "__esModule", { value: !0 });
				class n extends Error {
					constructor(e) {
						super(`${e.status} ${e.statusText}\nURL: ${e.url}`), this.name = "HttpError", this.response = e, this.statusCode = e.status, this.status = e.status, this.statusText = e.statusText;
					}
					async parse() {
						if (!this.response.bodyUsed) try {
							let e = this.response.headers.get("content-type") || "text/plain";
							if (e.match(/\bjson\b/i)) {
								let e = await this.response.json();
								e.error ? (this.message += "\n" + e.error, e.error_description && (this.message += ": " + e.error_description)) : this.message += "\n\n" + JSON.stringify(e, null, 4);
							} else if (e.match(/^text\//i)) {
								let e = await this.response.text();
								e && (this.message += "\n\n" + e);
							}
						} catch {}
						return this;
					}
					toJSON() {
						return {
							name: this.name,
							statusCode: this.statusCode,
							status: this.status,
							statusText: this.statusText,
							message: this.message
						};
					}
				}
				t.default = n;
			},
			901: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 });
				let r = n(922), i = n(804), a = n(188), o = n(662), s = n(127);
				t.default = class {
					constructor(e = {}) {
						this._url = null, this._storage = null, this.security = o, this.options = {
							replaceBrowserHistory: !0,
							fullSessionStorageSupport: !0,
							refreshTokenWithCredentials: "same-origin",
							...e
						};
					}
					relative(e) {
						return new URL(e, this.getUrl().href).href;
					}
					get fhir() {
						return typeof fhir == "function" ? fhir : null;
					}
					getUrl() {
						return this._url ||= new URL(location + ""), this._url;
					}
					redirect(e) {
						location.href = e;
					}
					getStorage() {
						return this._storage ||= new a.default(), this._storage;
					}
					getAbortController() {
						return AbortController;
					}
					atob(e) {
						return window.atob(e);
					}
					btoa(e) {
						return window.btoa(e);
					}
					base64urlencode(e) {
						return typeof e == "string" ? (0, s.encodeURL)(e) : (0, s.fromUint8Array)(e, !0);
					}
					base64urldecode(e) {
						return (0, s.decode)(e);
					}
					getSmartApi() {
						return {
							ready: (...e) => (0, r.ready)(this, ...e),
							authorize: (e) => (0, r.authorize)(this, e),
							init: (e) => (0, r.init)(this, e),
							client: (e) => new i.default(this, e),
							options: this.options,
							utils: { security: o }
						};
					}
				};
			},
			952: (e, t, n) => {
				let r = n(901), i = n(517), { ready: a, authorize: o, init: s, client: c, options: l, utils: u } = new r.default().getSmartApi();
				e.exports = {
					AbortController: window.AbortController,
					client: c,
					FhirClient: i.default,
					utils: u,
					oauth2: {
						settings: l,
						ready: a,
						authorize: o,
						init: s
					}
				};
			},
			116: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.assertJsonPatch = t.assert = t.getTargetWindow = t.getPatientParam = t.byCodes = t.byCode = t.getAccessTokenExpiration = t.getTimeInFuture = t.jwtDecode = t.randomString = t.absolute = t.makeArray = t.setPath = t.getPath = t.fetchConformanceStatement = t.getAndCache = t.request = t.loweCaseKeys = t.responseToJSON = t.checkResponse = t.units = t.debug = void 0;
				let r = n(273), i = n(170), a = n(833), { fetch: o } = window, s = a("FHIR");
				t.debug = s;
				let c = {};
				function l({ value: e, code: t }) {
					if (typeof e != "number") throw Error("Found a non-numerical unit: " + e + " " + t);
				}
				async function u(e) {
					if (!e.ok) {
						let t = new r.default(e);
						throw await t.parse(), t;
					}
					return e;
				}
				function d(e) {
					return e.text().then(((e) => e.length ? JSON.parse(e) : ""));
				}
				function f(e) {
					if (!e) return e;
					if (Array.isArray(e)) return e.map(((e) => e && typeof e == "object" ? f(e) : e));
					let t = {};
					return Object.keys(e).forEach(((n) => {
						let r = n.toLowerCase(), i = e[n];
						t[r] = i && typeof i == "object" ? f(i) : i;
					})), t;
				}
				function p(e, t = {}) {
					let { includeResponse: n, ...r } = t;
					return o(e, {
						mode: "cors",
						...r,
						headers: {
							accept: "application/json",
							...f(r.headers)
						}
					}).then(u).then(((e) => {
						let t = e.headers.get("content-type") + "";
						return t.match(/\bjson\b/i) ? d(e).then(((t) => ({
							res: e,
							body: t
						}))) : t.match(/^text\//i) ? e.text().then(((t) => ({
							res: e,
							body: t
						}))) : { res: e };
					})).then((({ res: e, body: t }) => {
						if (!t && e.status == 201) {
							let t = e.headers.get("location");
							if (t) return p(t, {
								...r,
								method: "GET",
								body: null,
								includeResponse: n
							});
						}
						return n ? {
							body: t,
							response: e
						} : t === void 0 ? e : t;
					}));
				}
				function m(e, t, n = !1) {
					return n || !c[e] ? (c[e] = p(e, t), c[e]) : Promise.resolve(c[e]);
				}
				function h(e, t = "") {
					if (!(t = t.trim())) return e;
					let n = t.split("."), r = e;
					for (; r && n.length;) {
						let e = n.shift();
						if (!e && Array.isArray(r)) return r.map(((e) => h(e, n.join("."))));
						r = r[e];
					}
					return r;
				}
				function g(e) {
					return Array.isArray(e) ? e : [e];
				}
				function _(e, t) {
					let n = e.split(".")[1];
					return n ? JSON.parse(t.atob(n)) : null;
				}
				function v(e, t) {
					let n = {};
					function r(e, t) {
						e && Array.isArray(e.coding) && e.coding.forEach((({ code: e }) => {
							e && (n[e] = n[e] || [], n[e].push(t));
						}));
					}
					return g(e).forEach(((e) => {
						e.resourceType === "Observation" && e[t] && (Array.isArray(e[t]) ? e[t].forEach(((t) => r(t, e))) : r(e[t], e));
					})), n;
				}
				function y(e, t) {
					if (!e) throw Error(t);
				}
				t.units = {
					cm({ code: e, value: t }) {
						if (l({
							code: e,
							value: t
						}), e == "cm") return t;
						if (e == "m") return 100 * t;
						if (e == "in" || e == "[in_us]" || e == "[in_i]") return 2.54 * t;
						if (e == "ft" || e == "[ft_us]") return 30.48 * t;
						throw Error("Unrecognized length unit: " + e);
					},
					kg({ code: e, value: t }) {
						if (l({
							code: e,
							value: t
						}), e == "kg") return t;
						if (e == "g") return t / 1e3;
						if (e.match(/lb/)) return t / 2.20462;
						if (e.match(/oz/)) return t / 35.274;
						throw Error("Unrecognized weight unit: " + e);
					},
					any: (e) => (l(e), e.value)
				}, t.checkResponse = u, t.responseToJSON = d, t.loweCaseKeys = f, t.request = p, t.getAndCache = m, t.fetchConformanceStatement = function(e = "/", t) {
					let n = String(e).replace(/\/*$/, "/") + "metadata";
					return m(n, t).catch(((e) => {
						throw Error(`Failed to fetch the conformance statement from "${n}". ${e}`);
					}));
				}, t.getPath = h, t.setPath = function(e, t, n, r = !1) {
					return t.trim().split(".").reduce(((e, t, i, a) => {
						if (!e || i !== a.length - 1) return e && e[t] === void 0 && r && (e[t] = a[i + 1].match(/^[0-9]+$/) ? [] : {}), e ? e[t] : void 0;
						e[t] = n;
					}), e), e;
				}, t.makeArray = g, t.absolute = function(e, t) {
					return e.match(/^http/) || e.match(/^urn/) ? e : String(t || "").replace(/\/+$/, "") + "/" + e.replace(/^\/+/, "");
				}, t.randomString = function(e = 8, t = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") {
					let n = [], r = t.length;
					for (; e--;) n.push(t.charAt(Math.floor(Math.random() * r)));
					return n.join("");
				}, t.jwtDecode = _, t.getTimeInFuture = function(e = 120, t) {
					return Math.floor((t || /* @__PURE__ */ new Date()) / 1e3 + e);
				}, t.getAccessTokenExpiration = function(e, t) {
					let n = Math.floor(Date.now() / 1e3);
					if (e.expires_in) return n + e.expires_in;
					if (e.access_token) {
						let n = _(e.access_token, t);
						if (n && n.exp) return n.exp;
					}
					return n + 300;
				}, t.byCode = v, t.byCodes = function(e, t) {
					let n = v(e, t);
					return (...e) => e.filter(((e) => e + "" in n)).reduce(((e, t) => e.concat(n[t + ""])), []);
				}, t.getPatientParam = function(e, t) {
					let n = (h(e, "rest.0.resource") || []).find(((e) => e.type === t));
					if (!n) throw Error(`Resource "${t}" is not supported by this FHIR server`);
					if (!Array.isArray(n.searchParam)) throw Error(`No search parameters supported for "${t}" on this FHIR server`);
					if (t == "Patient" && n.searchParam.find(((e) => e.name == "_id"))) return "_id";
					let r = i.patientParams.find(((e) => n.searchParam.find(((t) => t.name == e))));
					if (!r) throw Error("I don't know what param to use for " + t);
					return r;
				}, t.getTargetWindow = async function(e, t = 800, n = 720) {
					if (typeof e == "function" && (e = await e()), e && typeof e == "object") return e;
					if (typeof e != "string") return s("Invalid target type '%s'. Failing back to '_self'.", typeof e), self;
					if (e == "_self") return self;
					if (e == "_parent") return parent;
					if (e == "_top") return top || self;
					if (e == "_blank") {
						let e, t = null;
						try {
							if (t = window.open("", "SMARTAuthPopup"), !t) throw Error("Perhaps window.open was blocked");
						} catch (t) {
							e = t;
						}
						return t || (s("Cannot open window. Failing back to '_self'. %s", e), self);
					}
					if (e == "popup") {
						let e, r = null;
						try {
							if (r = window.open("", "SMARTAuthPopup", [
								"height=" + n,
								"width=" + t,
								"menubar=0",
								"resizable=1",
								"status=0",
								"top=" + (screen.height - n) / 2,
								"left=" + (screen.width - t) / 2
							].join(",")), !r) throw Error("Perhaps the popup window was blocked");
						} catch (t) {
							e = t;
						}
						return r || (s("Cannot open window. Failing back to '_self'. %s", e), self);
					}
					return frames[e] || (s("Unknown target '%s'. Failing back to '_self'.", e), self);
				}, t.assert = y, t.assertJsonPatch = function(e) {
					y(Array.isArray(e), "The JSON patch must be an array"), y(e.length > 0, "The JSON patch array should not be empty"), e.forEach(((e) => {
						y([
							"add",
							"replace",
							"test",
							"move",
							"copy",
							"remove"
						].indexOf(e.op) > -1, "Each patch operation must have an \"op\" property which must be one of: \"add\", \"replace\", \"test\", \"move\", \"copy\", \"remove\""), y(e.path && typeof e.path, `Invalid "${e.op}" operation. Missing "path" property`), e.op == "add" || e.op == "replace" || e.op == "test" ? (y("value" in e, `Invalid "${e.op}" operation. Missing "value" property`), y(Object.keys(e).length == 3, `Invalid "${e.op}" operation. Contains unknown properties`)) : e.op == "move" || e.op == "copy" ? (y(typeof e.from == "string", `Invalid "${e.op}" operation. Requires a string "from" property`), y(Object.keys(e).length == 3, `Invalid "${e.op}" operation. Contains unknown properties`)) : y(Object.keys(e).length == 2, `Invalid "${e.op}" operation. Contains unknown properties`);
					}));
				};
			},
			662: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.signCompactJws = t.importJWK = t.generatePKCEChallenge = t.digestSha256 = t.randomBytes = void 0;
				let r = n(127), i = typeof globalThis == "object" && globalThis.crypto ? globalThis.crypto : n(525).default, a = () => {
					if (!i.subtle) throw globalThis.isSecureContext ? Error("Some of the required subtle crypto functionality is not available in the current environment (no crypto.subtle)") : Error("Some of the required subtle crypto functionality is not available unless you run this app in secure context (using HTTPS or running locally). See https://developer.mozilla.org/en-US/docs/Web/Security/Secure_Contexts");
					return i.subtle;
				}, o = {
					ES384: {
						name: "ECDSA",
						namedCurve: "P-384"
					},
					RS384: {
						name: "RSASSA-PKCS1-v1_5",
						modulusLength: 4096,
						publicExponent: new Uint8Array([
							1,
							0,
							1
						]),
						hash: { name: "SHA-384" }
					}
				};
				function s(e) {
					return i.getRandomValues(new Uint8Array(e));
				}
				async function c(e) {
					let t = new TextEncoder().encode(e), n = await a().digest("SHA-256", t);
					return new Uint8Array(n);
				}
				t.randomBytes = s, t.digestSha256 = c, t.generatePKCEChallenge = async (e = 96) => {
					let t = s(e), n = (0, r.fromUint8Array)(t, !0);
					return {
						codeChallenge: (0, r.fromUint8Array)(await c(n), !0),
						codeVerifier: n
					};
				}, t.importJWK = async function(e) {
					if (!e.alg) throw Error("The \"alg\" property of the JWK must be set to \"ES384\" or \"RS384\"");
					if (Array.isArray(e.key_ops) || (e.key_ops = ["sign"]), !e.key_ops.includes("sign")) throw Error("The \"key_ops\" property of the JWK does not contain \"sign\"");
					try {
						return await a().importKey("jwk", e, o[e.alg], !0 === e.ext, e.key_ops);
					} catch (t) {
						throw Error(`The ${e.alg} is not supported by this browser: ${t}`);
					}
				}, t.signCompactJws = async function(e, t, n, i) {
					let o = JSON.stringify({
						...n,
						alg: e
					}), s = JSON.stringify(i), c = `${(0, r.encodeURL)(o)}.${(0, r.encodeURL)(s)}`, l = await a().sign({
						...t.algorithm,
						hash: "SHA-384"
					}, t, new TextEncoder().encode(c));
					return `${c}.${(0, r.fromUint8Array)(new Uint8Array(l), !0)}`;
				};
			},
			170: (e, t) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.SMART_KEY = t.patientParams = t.fhirVersions = t.patientCompartment = void 0, t.patientCompartment = /* @__PURE__ */ "Account.AdverseEvent.AllergyIntolerance.Appointment.AppointmentResponse.AuditEvent.Basic.BodySite.BodyStructure.CarePlan.CareTeam.ChargeItem.Claim.ClaimResponse.ClinicalImpression.Communication.CommunicationRequest.Composition.Condition.Consent.Coverage.CoverageEligibilityRequest.CoverageEligibilityResponse.DetectedIssue.DeviceRequest.DeviceUseRequest.DeviceUseStatement.DiagnosticOrder.DiagnosticReport.DocumentManifest.DocumentReference.EligibilityRequest.Encounter.EnrollmentRequest.EpisodeOfCare.ExplanationOfBenefit.FamilyMemberHistory.Flag.Goal.Group.ImagingManifest.ImagingObjectSelection.ImagingStudy.Immunization.ImmunizationEvaluation.ImmunizationRecommendation.Invoice.List.MeasureReport.Media.MedicationAdministration.MedicationDispense.MedicationOrder.MedicationRequest.MedicationStatement.MolecularSequence.NutritionOrder.Observation.Order.Patient.Person.Procedure.ProcedureRequest.Provenance.QuestionnaireResponse.ReferralRequest.RelatedPerson.RequestGroup.ResearchSubject.RiskAssessment.Schedule.ServiceRequest.Specimen.SupplyDelivery.SupplyRequest.VisionPrescription".split("."), t.fhirVersions = {
					"0.4.0": 2,
					"0.5.0": 2,
					"1.0.0": 2,
					"1.0.1": 2,
					"1.0.2": 2,
					"1.1.0": 3,
					"1.4.0": 3,
					"1.6.0": 3,
					"1.8.0": 3,
					"3.0.0": 3,
					"3.0.1": 3,
					"3.3.0": 4,
					"3.5.0": 4,
					"4.0.0": 4,
					"4.0.1": 4
				}, t.patientParams = [
					"patient",
					"subject",
					"requester",
					"member",
					"actor",
					"beneficiary"
				], t.SMART_KEY = "SMART_KEY";
			},
			922: (e, t, n) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.init = t.buildTokenRequest = t.ready = t.onMessage = t.isInPopUp = t.isInFrame = t.authorize = t.getSecurityExtensions = t.fetchWellKnownJson = t.KEY = void 0;
				let r = n(116), i = n(804), a = n(170);
				Object.defineProperty(t, "KEY", {
					enumerable: !0,
					get: function() {
						return a.SMART_KEY;
					}
				});
				let o = r.debug.extend("oauth2");
				function s() {
					return typeof window == "object";
				}
				async function c(e = "/", t) {
					let n = String(e).replace(/\/*$/, "/") + ".well-known/smart-configuration";
					return (0, r.getAndCache)(n, t).catch(((e) => {
						throw Error(`Failed to fetch the well-known json "${n}". ${e.message}`);
					}));
				}
				async function l(e = "/", t, n) {
					return async function(e = "/", t) {
						return c(e, t).then(((e) => {
							if (!e.authorization_endpoint || !e.token_endpoint) throw Error("Invalid wellKnownJson");
							return {
								registrationUri: e.registration_endpoint || "",
								authorizeUri: e.authorization_endpoint,
								tokenUri: e.token_endpoint,
								codeChallengeMethods: e.code_challenge_methods_supported || []
							};
						}));
					}(e, t).catch((() => async function(e = "/", t) {
						return (0, r.fetchConformanceStatement)(e, t).then(((e) => {
							let t = ((0, r.getPath)(e || {}, "rest.0.security.extension") || []).filter(((e) => e.url === "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris")).map(((e) => e.extension))[0], n = {
								registrationUri: "",
								authorizeUri: "",
								tokenUri: "",
								codeChallengeMethods: []
							};
							return t && t.forEach(((e) => {
								e.url === "register" && (n.registrationUri = e.valueUri), e.url === "authorize" && (n.authorizeUri = e.valueUri), e.url === "token" && (n.tokenUri = e.valueUri);
							})), n;
						}));
					}(e, n)));
				}
				async function u(e, t = {}) {
					let n = e.getUrl();
					if (Array.isArray(t)) {
						let i = n.searchParams.get("iss") || n.searchParams.get("fhirServiceUrl");
						if (!i) throw Error("Passing in an \"iss\" url parameter is required if authorize uses multiple configurations");
						let a = t.find(((e) => {
							if (e.issMatch) {
								if (typeof e.issMatch == "function") return !!e.issMatch(i);
								if (typeof e.issMatch == "string") return e.issMatch === i;
								if (e.issMatch instanceof RegExp) return e.issMatch.test(i);
							}
							return !1;
						}));
						return (0, r.assert)(a, `No configuration found matching the current "iss" parameter "${i}"`), await u(e, a);
					}
					let { clientSecret: i, fakeTokenResponse: c, encounterId: m, target: h, width: g, height: _, pkceMode: v, clientPublicKeySetUrl: y, redirect_uri: b, client_id: x } = t, { iss: S, launch: C, patientId: w, fhirServiceUrl: T, redirectUri: E, noRedirect: D, scope: O = "", clientId: k, completeInTarget: A, clientPrivateJwk: j, stateKey: M } = t, N = e.getStorage();
					S = n.searchParams.get("iss") || S, T = n.searchParams.get("fhirServiceUrl") || T, C = n.searchParams.get("launch") || C, w = n.searchParams.get("patientId") || w, k = n.searchParams.get("clientId") || k, k ||= x, E ||= b, E ? E.match(/^https?\:\/\//) || (E = e.relative(E)) : E = e.relative(".");
					let P = String(S || T || "");
					if (!P) throw Error("No server url found. It must be specified as `iss` or as `fhirServiceUrl` parameter");
					if (S && o("Making %s launch...", C ? "EHR" : "standalone"), C && !O.match(/launch/) && (O += " launch"), s()) {
						let e = d(), t = f();
						(e || t) && !0 !== A && !1 !== A && (A = e, console.warn("Your app is being authorized from within an iframe or popup window. Please be explicit and provide a \"completeInTarget\" option. Use \"true\" to complete the authorization in the same window, or \"false\" to try to complete it in the parent or the opener window. See http://docs.smarthealthit.org/client-js/api.html"));
					}
					let F = await N.get(a.SMART_KEY);
					await N.unset(F), M ??= (0, r.randomString)(16);
					let I = {
						clientId: k,
						scope: O,
						redirectUri: E,
						serverUrl: P,
						clientSecret: i,
						clientPrivateJwk: j,
						tokenResponse: {},
						key: M,
						completeInTarget: A,
						clientPublicKeySetUrl: y
					};
					(!s() || (0, r.getPath)(e, "options.fullSessionStorageSupport")) && await N.set(a.SMART_KEY, M), c && Object.assign(I.tokenResponse, c), w && Object.assign(I.tokenResponse, { patient: w }), m && Object.assign(I.tokenResponse, { encounter: m });
					let L = E + "?state=" + encodeURIComponent(M);
					if (T && !S) return o("Making fake launch..."), await N.set(M, I), D ? L : await e.redirect(L);
					let R = await l(P, t.wellKnownRequestOptions, t.conformanceRequestOptions);
					if (Object.assign(I, R), await N.set(M, I), !I.authorizeUri) return D ? L : await e.redirect(L);
					let z = [
						"response_type=code",
						"client_id=" + encodeURIComponent(k || ""),
						"scope=" + encodeURIComponent(O),
						"redirect_uri=" + encodeURIComponent(E),
						"aud=" + encodeURIComponent(P),
						"state=" + encodeURIComponent(M)
					];
					if (C && z.push("launch=" + encodeURIComponent(C)), function(e, t) {
						if (t === "disabled") return !1;
						if (t === "unsafeV1") return !0;
						if (t === "required") {
							if (!e) throw Error("Required PKCE code challenge method (`S256`) was not found in the server's codeChallengeMethods declaration.");
							return !0;
						}
						return e;
					}(R.codeChallengeMethods.includes("S256"), v)) {
						let t = await e.security.generatePKCEChallenge();
						Object.assign(I, t), await N.set(M, I), z.push("code_challenge=" + I.codeChallenge), z.push("code_challenge_method=S256");
					}
					if (L = I.authorizeUri + "?" + z.join("&"), D) return L;
					if (!h || !s()) return await e.redirect(L);
					{
						let e;
						if (e = await (0, r.getTargetWindow)(h, g, _), e !== self) try {
							e.sessionStorage.removeItem(F), e.sessionStorage.setItem(M, JSON.stringify(I));
						} catch (t) {
							(0, r.debug)("Failed to modify window.sessionStorage. Perhaps it is from different origin?. Failing back to \"_self\". %s", t), e = self;
						}
						if (e !== self) try {
							e.location.href = L, self.addEventListener("message", p);
						} catch (e) {
							(0, r.debug)("Failed to modify window.location. Perhaps it is from different origin?. Failing back to \"_self\". %s", e), self.location.href = L;
						}
						else self.location.href = L;
					}
				}
				function d() {
					try {
						return self !== top && parent !== self;
					} catch {
						return !0;
					}
				}
				function f() {
					try {
						return self === top && !!opener && opener !== self && !!window.name;
					} catch {
						return !1;
					}
				}
				function p(e) {
					e.data.type == "completeAuth" && e.origin === new URL(self.location.href).origin && (window.removeEventListener("message", p), window.location.href = e.data.url);
				}
				async function m(e, t = {}) {
					let n = e.getUrl(), c = e.getStorage(), l = n.searchParams, u = l.get("state") || t.stateKey, p = l.get("code") || t.code, m = l.get("error"), g = l.get("error_description");
					if (u ||= await c.get(a.SMART_KEY), m || g) throw Error([m, g].filter(Boolean).join(": "));
					o("key: %s, code: %s", u, p), (0, r.assert)(u, "No 'state' parameter found. Please (re)launch the app.");
					let _ = await c.get(u), v = !s() || (0, r.getPath)(e, "options.fullSessionStorageSupport");
					if (s() && _ && !_.completeInTarget) {
						let e = d(), t = f();
						if ((e || t) && !n.searchParams.get("complete")) {
							n.searchParams.set("complete", "1");
							let { href: r, origin: i } = n;
							return e && parent.postMessage({
								type: "completeAuth",
								url: r
							}, i), t && (opener.postMessage({
								type: "completeAuth",
								url: r
							}, i), window.close()), new Promise((() => {}));
						}
					}
					n.searchParams.delete("complete");
					let y = !(!l.has("state") && !t.stateKey);
					if (s() && (0, r.getPath)(e, "options.replaceBrowserHistory") && (p || y) && (p && (l.delete("code"), o("Removed code parameter from the url.")), y && v && (l.delete("state"), o("Removed state parameter from the url.")), window.history.replaceState && window.history.replaceState({}, "", n.href)), (0, r.assert)(_, "No state found! Please (re)launch the app."), p && !_.tokenResponse?.access_token && _.tokenUri) {
						(0, r.assert)(p, "'code' url parameter is required"), o("Preparing to exchange the code for access token...");
						let n = await h(e, {
							code: p,
							state: _,
							clientPublicKeySetUrl: t.clientPublicKeySetUrl,
							privateKey: t.privateKey || _.clientPrivateJwk
						});
						o("Token request options: %O", n);
						let i = await (0, r.request)(_.tokenUri, n);
						o("Token response: %O", i), (0, r.assert)(i.access_token, "Failed to obtain access token."), _.expiresAt = (0, r.getAccessTokenExpiration)(i, e), _ = {
							..._,
							tokenResponse: i
						}, await c.set(u, _), o("Authorization successful!");
					} else o(_.tokenResponse?.access_token ? "Already authorized" : "No authorization needed");
					v && await c.set(a.SMART_KEY, u);
					let b = new i.default(e, _);
					return o("Created client instance: %O", b), b;
				}
				async function h(e, { code: t, state: n, clientPublicKeySetUrl: i, privateKey: a }) {
					let { redirectUri: s, clientSecret: c, tokenUri: l, clientId: u, codeVerifier: d } = n;
					(0, r.assert)(s, "Missing state.redirectUri"), (0, r.assert)(l, "Missing state.tokenUri"), (0, r.assert)(u, "Missing state.clientId");
					let f = {
						method: "POST",
						headers: { "content-type": "application/x-www-form-urlencoded" },
						body: `code=${t}&grant_type=authorization_code&redirect_uri=${encodeURIComponent(s)}`
					};
					if (c) f.headers.authorization = "Basic " + e.btoa(u + ":" + c), o("Using state.clientSecret to construct the authorization header: %s", f.headers.authorization);
					else if (a) {
						let t = "key" in a ? a.key : await e.security.importJWK(a), s = {
							typ: "JWT",
							kid: a.kid,
							jku: i || n.clientPublicKeySetUrl
						}, c = {
							iss: u,
							sub: u,
							aud: l,
							jti: e.base64urlencode(e.security.randomBytes(32)),
							exp: (0, r.getTimeInFuture)(120)
						}, d = await e.security.signCompactJws(a.alg, t, s, c);
						f.body += "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer", f.body += `&client_assertion=${encodeURIComponent(d)}`, o("Using state.clientPrivateJwk to add a client_assertion to the POST body");
					} else o("Public client detected; adding state.clientId to the POST body"), f.body += `&client_id=${encodeURIComponent(u)}`;
					return d && (o("Found state.codeVerifier, adding to the POST body"), f.body += "&code_verifier=" + d), f;
				}
				t.fetchWellKnownJson = c, t.getSecurityExtensions = l, t.authorize = u, t.isInFrame = d, t.isInPopUp = f, t.onMessage = p, t.ready = m, t.buildTokenRequest = h, t.init = async function(e, t, n) {
					let r = e.getUrl(), o = r.searchParams.get("code"), s = r.searchParams.get("state");
					if (o && s) return m(e, n);
					let c = e.getStorage(), l = s || await c.get(a.SMART_KEY), d = await c.get(l);
					return d ? new i.default(e, d) : u(e, t).then((() => new Promise((() => {}))));
				};
			},
			188: (e, t) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.default = class {
					async get(e) {
						let t = sessionStorage[e];
						return t ? JSON.parse(t) : null;
					}
					async set(e, t) {
						return sessionStorage[e] = JSON.stringify(t), t;
					}
					async unset(e) {
						return e in sessionStorage && (delete sessionStorage[e], !0);
					}
				};
			},
			725: (e, t) => {
				Object.defineProperty(t, "__esModule", { value: !0 }), t.default = {
					expired: "Session expired! Please re-launch the app",
					noScopeForId: "Trying to get the ID of the selected %s. Please add 'launch' or 'launch/%s' to the requested scopes and try again.",
					noIfNoAuth: "You are trying to get %s but the app is not authorized yet.",
					noFreeContext: "Please don't use open fhir servers if you need to access launch context items like the %S."
				};
			},
			833: (e, t, n) => {
				t.formatArgs = function(t) {
					if (t[0] = (this.useColors ? "%c" : "") + this.namespace + (this.useColors ? " %c" : " ") + t[0] + (this.useColors ? "%c " : " ") + "+" + e.exports.humanize(this.diff), !this.useColors) return;
					let n = "color: " + this.color;
					t.splice(1, 0, n, "color: inherit");
					let r = 0, i = 0;
					t[0].replace(/%[a-zA-Z%]/g, ((e) => {
						e !== "%%" && (r++, e === "%c" && (i = r));
					})), t.splice(i, 0, n);
				}, t.save = function(e) {
					try {
						e ? t.storage.setItem("debug", e) : t.storage.removeItem("debug");
					} catch {}
				}, t.load = function() {
					let e;
					try {
						e = t.storage.getItem("debug");
					} catch {}
					return !e && typeof process < "u" && "env" in process && (e = process.env.DEBUG), e;
				}, t.useColors = function() {
					if (typeof window < "u" && window.process && (window.process.type === "renderer" || window.process.__nwjs)) return !0;
					if (typeof navigator < "u" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) return !1;
					let e;
					return typeof document < "u" && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance || typeof window < "u" && window.console && (window.console.firebug || window.console.exception && window.console.table) || typeof navigator < "u" && navigator.userAgent && (e = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(e[1], 10) >= 31 || typeof navigator < "u" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/);
				}, t.storage = function() {
					try {
						return localStorage;
					} catch {}
				}(), t.destroy = (() => {
					let e = !1;
					return () => {
						e || (e = !0, console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`."));
					};
				})(), t.colors = /* @__PURE__ */ "#0000CC.#0000FF.#0033CC.#0033FF.#0066CC.#0066FF.#0099CC.#0099FF.#00CC00.#00CC33.#00CC66.#00CC99.#00CCCC.#00CCFF.#3300CC.#3300FF.#3333CC.#3333FF.#3366CC.#3366FF.#3399CC.#3399FF.#33CC00.#33CC33.#33CC66.#33CC99.#33CCCC.#33CCFF.#6600CC.#6600FF.#6633CC.#6633FF.#66CC00.#66CC33.#9900CC.#9900FF.#9933CC.#9933FF.#99CC00.#99CC33.#CC0000.#CC0033.#CC0066.#CC0099.#CC00CC.#CC00FF.#CC3300.#CC3333.#CC3366.#CC3399.#CC33CC.#CC33FF.#CC6600.#CC6633.#CC9900.#CC9933.#CCCC00.#CCCC33.#FF0000.#FF0033.#FF0066.#FF0099.#FF00CC.#FF00FF.#FF3300.#FF3333.#FF3366.#FF3399.#FF33CC.#FF33FF.#FF6600.#FF6633.#FF9900.#FF9933.#FFCC00.#FFCC33".split("."), t.log = console.debug || console.log || (() => {}), e.exports = n(736)(t);
				let { formatters: r } = e.exports;
				r.j = function(e) {
					try {
						return JSON.stringify(e);
					} catch (e) {
						return "[UnexpectedJSONParseError]: " + e.message;
					}
				};
			},
			736: (e, t, n) => {
				e.exports = function(e) {
					function t(e) {
						let n, i, a, o = null;
						function s(...e) {
							if (!s.enabled) return;
							let r = s, i = Number(/* @__PURE__ */ new Date());
							r.diff = i - (n || i), r.prev = n, r.curr = i, n = i, e[0] = t.coerce(e[0]), typeof e[0] != "string" && e.unshift("%O");
							let a = 0;
							e[0] = e[0].replace(/%([a-zA-Z%])/g, ((n, i) => {
								if (n === "%%") return "%";
								a++;
								let o = t.formatters[i];
								if (typeof o == "function") {
									let t = e[a];
									n = o.call(r, t), e.splice(a, 1), a--;
								}
								return n;
							})), t.formatArgs.call(r, e), (r.log || t.log).apply(r, e);
						}
						return s.namespace = e, s.useColors = t.useColors(), s.color = t.selectColor(e), s.extend = r, s.destroy = t.destroy, Object.defineProperty(s, "enabled", {
							enumerable: !0,
							configurable: !1,
							get: () => o === null ? (i !== t.namespaces && (i = t.namespaces, a = t.enabled(e)), a) : o,
							set: (e) => {
								o = e;
							}
						}), typeof t.init == "function" && t.init(s), s;
					}
					function r(e, n) {
						let r = t(this.namespace + (n === void 0 ? ":" : n) + e);
						return r.log = this.log, r;
					}
					function i(e) {
						return e.toString().substring(2, e.toString().length - 2).replace(/\.\*\?$/, "*");
					}
					return t.debug = t, t.default = t, t.coerce = function(e) {
						return e instanceof Error ? e.stack || e.message : e;
					}, t.disable = function() {
						let e = [...t.names.map(i), ...t.skips.map(i).map(((e) => "-" + e))].join(",");
						return t.enable(""), e;
					}, t.enable = function(e) {
						let n;
						t.save(e), t.namespaces = e, t.names = [], t.skips = [];
						let r = (typeof e == "string" ? e : "").split(/[\s,]+/), i = r.length;
						for (n = 0; n < i; n++) r[n] && ((e = r[n].replace(/\*/g, ".*?"))[0] === "-" ? t.skips.push(RegExp("^" + e.slice(1) + "$")) : t.names.push(RegExp("^" + e + "$")));
					}, t.enabled = function(e) {
						if (e[e.length - 1] === "*") return !0;
						let n, r;
						for (n = 0, r = t.skips.length; n < r; n++) if (t.skips[n].test(e)) return !1;
						for (n = 0, r = t.names.length; n < r; n++) if (t.names[n].test(e)) return !0;
						return !1;
					}, t.humanize = n(585), t.destroy = function() {
						console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
					}, Object.keys(e).forEach(((n) => {
						t[n] = e[n];
					})), t.names = [], t.skips = [], t.formatters = {}, t.selectColor = function(e) {
						let n = 0;
						for (let t = 0; t < e.length; t++) n = (n << 5) - n + e.charCodeAt(t), n |= 0;
						return t.colors[Math.abs(n) % t.colors.length];
					}, t.enable(t.load()), t;
				};
			},
			127: function(e, t, n) {
				typeof self < "u" || typeof window < "u" || n.g !== void 0 && n.g, e.exports = function() {
					var e, t = "3.7.7", n = t, r = typeof Buffer == "function", i = typeof TextDecoder == "function" ? new TextDecoder() : void 0, a = typeof TextEncoder == "function" ? new TextEncoder() : void 0, o = Array.prototype.slice.call("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="), s = (e = {}, o.forEach((function(t, n) {
						return e[t] = n;
					})), e), c = /^(?:[A-Za-z\d+\/]{4})*?(?:[A-Za-z\d+\/]{2}(?:==)?|[A-Za-z\d+\/]{3}=?)?$/, l = String.fromCharCode.bind(String), u = typeof Uint8Array.from == "function" ? Uint8Array.from.bind(Uint8Array) : function(e) {
						return new Uint8Array(Array.prototype.slice.call(e, 0));
					}, d = function(e) {
						return e.replace(/=/g, "").replace(/[+\/]/g, (function(e) {
							return e == "+" ? "-" : "_";
						}));
					}, f = function(e) {
						return e.replace(/[^A-Za-z0-9\+\/]/g, "");
					}, p = function(e) {
						for (var t, n, r, i, a = "", s = e.length % 3, c = 0; c < e.length;) {
							if ((n = e.charCodeAt(c++)) > 255 || (r = e.charCodeAt(c++)) > 255 || (i = e.charCodeAt(c++)) > 255) throw TypeError("invalid character found");
							a += o[(t = n << 16 | r << 8 | i) >> 18 & 63] + o[t >> 12 & 63] + o[t >> 6 & 63] + o[63 & t];
						}
						return s ? a.slice(0, s - 3) + "===".substring(s) : a;
					}, m = typeof btoa == "function" ? function(e) {
						return btoa(e);
					} : r ? function(e) {
						return Buffer.from(e, "binary").toString("base64");
					} : p, h = r ? function(e) {
						return Buffer.from(e).toString("base64");
					} : function(e) {
						for (var t = [], n = 0, r = e.length; n < r; n += 4096) t.push(l.apply(null, e.subarray(n, n + 4096)));
						return m(t.join(""));
					}, g = function(e, t) {
						return t === void 0 && (t = !1), t ? d(h(e)) : h(e);
					}, _ = function(e) {
						if (e.length < 2) return (t = e.charCodeAt(0)) < 128 ? e : t < 2048 ? l(192 | t >>> 6) + l(128 | 63 & t) : l(224 | t >>> 12 & 15) + l(128 | t >>> 6 & 63) + l(128 | 63 & t);
						var t = 65536 + 1024 * (e.charCodeAt(0) - 55296) + (e.charCodeAt(1) - 56320);
						return l(240 | t >>> 18 & 7) + l(128 | t >>> 12 & 63) + l(128 | t >>> 6 & 63) + l(128 | 63 & t);
					}, v = /[\uD800-\uDBFF][\uDC00-\uDFFFF]|[^\x00-\x7F]/g, y = function(e) {
						return e.replace(v, _);
					}, b = r ? function(e) {
						return Buffer.from(e, "utf8").toString("base64");
					} : a ? function(e) {
						return h(a.encode(e));
					} : function(e) {
						return m(y(e));
					}, x = function(e, t) {
						return t === void 0 && (t = !1), t ? d(b(e)) : b(e);
					}, S = function(e) {
						return x(e, !0);
					}, C = /[\xC0-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF7][\x80-\xBF]{3}/g, w = function(e) {
						switch (e.length) {
							case 4:
								var t = ((7 & e.charCodeAt(0)) << 18 | (63 & e.charCodeAt(1)) << 12 | (63 & e.charCodeAt(2)) << 6 | 63 & e.charCodeAt(3)) - 65536;
								return l(55296 + (t >>> 10)) + l(56320 + (1023 & t));
							case 3: return l((15 & e.charCodeAt(0)) << 12 | (63 & e.charCodeAt(1)) << 6 | 63 & e.charCodeAt(2));
							default: return l((31 & e.charCodeAt(0)) << 6 | 63 & e.charCodeAt(1));
						}
					}, T = function(e) {
						return e.replace(C, w);
					}, E = function(e) {
						if (e = e.replace(/\s+/g, ""), !c.test(e)) throw TypeError("malformed base64.");
						e += "==".slice(2 - (3 & e.length));
						for (var t, n, r, i = "", a = 0; a < e.length;) t = s[e.charAt(a++)] << 18 | s[e.charAt(a++)] << 12 | (n = s[e.charAt(a++)]) << 6 | (r = s[e.charAt(a++)]), i += n === 64 ? l(t >> 16 & 255) : r === 64 ? l(t >> 16 & 255, t >> 8 & 255) : l(t >> 16 & 255, t >> 8 & 255, 255 & t);
						return i;
					}, D = typeof atob == "function" ? function(e) {
						return atob(f(e));
					} : r ? function(e) {
						return Buffer.from(e, "base64").toString("binary");
					} : E, O = r ? function(e) {
						return u(Buffer.from(e, "base64"));
					} : function(e) {
						return u(D(e).split("").map((function(e) {
							return e.charCodeAt(0);
						})));
					}, k = function(e) {
						return O(j(e));
					}, A = r ? function(e) {
						return Buffer.from(e, "base64").toString("utf8");
					} : i ? function(e) {
						return i.decode(O(e));
					} : function(e) {
						return T(D(e));
					}, j = function(e) {
						return f(e.replace(/[-_]/g, (function(e) {
							return e == "-" ? "+" : "/";
						})));
					}, M = function(e) {
						return A(j(e));
					}, N = function(e) {
						return {
							value: e,
							enumerable: !1,
							writable: !0,
							configurable: !0
						};
					}, P = function() {
						var e = function(e, t) {
							return Object.defineProperty(String.prototype, e, N(t));
						};
						e("fromBase64", (function() {
							return M(this);
						})), e("toBase64", (function(e) {
							return x(this, e);
						})), e("toBase64URI", (function() {
							return x(this, !0);
						})), e("toBase64URL", (function() {
							return x(this, !0);
						})), e("toUint8Array", (function() {
							return k(this);
						}));
					}, F = function() {
						var e = function(e, t) {
							return Object.defineProperty(Uint8Array.prototype, e, N(t));
						};
						e("toBase64", (function(e) {
							return g(this, e);
						})), e("toBase64URI", (function() {
							return g(this, !0);
						})), e("toBase64URL", (function() {
							return g(this, !0);
						}));
					}, I = {
						version: t,
						VERSION: n,
						atob: D,
						atobPolyfill: E,
						btoa: m,
						btoaPolyfill: p,
						fromBase64: M,
						toBase64: x,
						encode: x,
						encodeURI: S,
						encodeURL: S,
						utob: y,
						btou: T,
						decode: M,
						isValid: function(e) {
							if (typeof e != "string") return !1;
							var t = e.replace(/\s+/g, "").replace(/={0,2}$/, "");
							return !/[^\s0-9a-zA-Z\+/]/.test(t) || !/[^\s0-9a-zA-Z\-_]/.test(t);
						},
						fromUint8Array: g,
						toUint8Array: k,
						extendString: P,
						extendUint8Array: F,
						extendBuiltins: function() {
							P(), F();
						},
						Base64: {}
					};
					return Object.keys(I).forEach((function(e) {
						return I.Base64[e] = I[e];
					})), I;
				}();
			},
			585: (e) => {
				var t = 1e3, n = 60 * t, r = 60 * n, i = 24 * r, a = 7 * i;
				function o(e, t, n, r) {
					var i = t >= 1.5 * n;
					return Math.round(e / n) + " " + r + (i ? "s" : "");
				}
				e.exports = function(e, s) {
					s ||= {};
					var c, l, u = typeof e;
					if (u === "string" && e.length > 0) return function(e) {
						if (!((e = String(e)).length > 100)) {
							var o = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(e);
							if (o) {
								var s = parseFloat(o[1]);
								switch ((o[2] || "ms").toLowerCase()) {
									case "years":
									case "year":
									case "yrs":
									case "yr":
									case "y": return 315576e5 * s;
									case "weeks":
									case "week":
									case "w": return s * a;
									case "days":
									case "day":
									case "d": return s * i;
									case "hours":
									case "hour":
									case "hrs":
									case "hr":
									case "h": return s * r;
									case "minutes":
									case "minute":
									case "mins":
									case "min":
									case "m": return s * n;
									case "seconds":
									case "second":
									case "secs":
									case "sec":
									case "s": return s * t;
									case "milliseconds":
									case "millisecond":
									case "msecs":
									case "msec":
									case "ms": return s;
									default: return;
								}
							}
						}
					}(e);
					if (u === "number" && isFinite(e)) return s.long ? (c = e, (l = Math.abs(c)) >= i ? o(c, l, i, "day") : l >= r ? o(c, l, r, "hour") : l >= n ? o(c, l, n, "minute") : l >= t ? o(c, l, t, "second") : c + " ms") : function(e) {
						var a = Math.abs(e);
						return a >= i ? Math.round(e / i) + "d" : a >= r ? Math.round(e / r) + "h" : a >= n ? Math.round(e / n) + "m" : a >= t ? Math.round(e / t) + "s" : e + "ms";
					}(e);
					throw Error("val is not a non-empty string or a valid number. val=" + JSON.stringify(e));
				};
			},
			525: (e, t, n) => {
				n.d(t, { default: () => r }), n(358);
				let r = window.crypto;
			},
			358: () => {
				var e = typeof self < "u" ? self : void 0, n = function(e) {
					if (typeof Promise != "function") throw "Promise support required";
					var t = e.crypto || e.msCrypto;
					if (t) {
						var n = t.subtle || t.webkitSubtle;
						if (n) {
							var r = e.Crypto || t.constructor || Object, i = e.SubtleCrypto || n.constructor || Object, a = (e.CryptoKey || e.Key, e.navigator.userAgent.indexOf("Edge/") > -1), o = !!e.msCrypto && !a, s = !t.subtle && !!t.webkitSubtle;
							if (o || s) {
								var c = { KoZIhvcNAQEB: "1.2.840.113549.1.1.1" }, l = { "1.2.840.113549.1.1.1": "KoZIhvcNAQEB" };
								if ([
									"generateKey",
									"importKey",
									"unwrapKey"
								].forEach((function(e) {
									var r = n[e];
									n[e] = function(i, a, c) {
										var l, u, y, C, w, T = [].slice.call(arguments);
										switch (e) {
											case "generateKey":
												l = h(i), u = a, y = c;
												break;
											case "importKey":
												l = h(c), u = T[3], y = T[4], i === "jwk" && ((a = _(a)).alg || (a.alg = g(l)), a.key_ops || (a.key_ops = a.kty === "oct" ? y.slice() : "d" in a ? y.filter(S) : y.filter(x)), T[1] = (C = _(a), o && (C.extractable = C.ext, delete C.ext), p(unescape(encodeURIComponent(JSON.stringify(C)))).buffer));
												break;
											case "unwrapKey": l = T[4], u = T[5], y = T[6], T[2] = c._key;
										}
										if (e === "generateKey" && l.name === "HMAC" && l.hash) return l.length = l.length || {
											"SHA-1": 512,
											"SHA-256": 512,
											"SHA-384": 1024,
											"SHA-512": 1024
										}[l.hash.name], n.importKey("raw", t.getRandomValues(new Uint8Array(l.length + 7 >> 3)), l, u, y);
										if (s && e === "generateKey" && l.name === "RSASSA-PKCS1-v1_5" && (!l.modulusLength || l.modulusLength >= 2048)) return (i = h(i)).name = "RSAES-PKCS1-v1_5", delete i.hash, n.generateKey(i, !0, ["encrypt", "decrypt"]).then((function(e) {
											return Promise.all([n.exportKey("jwk", e.publicKey), n.exportKey("jwk", e.privateKey)]);
										})).then((function(e) {
											return e[0].alg = e[1].alg = g(l), e[0].key_ops = y.filter(x), e[1].key_ops = y.filter(S), Promise.all([n.importKey("jwk", e[0], l, !0, e[0].key_ops), n.importKey("jwk", e[1], l, u, e[1].key_ops)]);
										})).then((function(e) {
											return {
												publicKey: e[0],
												privateKey: e[1]
											};
										}));
										if ((s || o && (l.hash || {}).name === "SHA-1") && e === "importKey" && i === "jwk" && l.name === "HMAC" && a.kty === "oct") return n.importKey("raw", p(f(a.k)), c, T[3], T[4]);
										if (s && e === "importKey" && (i === "spki" || i === "pkcs8")) return n.importKey("jwk", function(e) {
											var t = v(e), n = !1;
											t.length > 2 && (n = !0, t.shift());
											var r = { ext: !0 };
											if (t[0][0] !== "1.2.840.113549.1.1.1") throw TypeError("Unsupported key type");
											var i = [
												"n",
												"e",
												"d",
												"p",
												"q",
												"dp",
												"dq",
												"qi"
											], a = v(t[1]);
											n && a.shift();
											for (var o = 0; o < a.length; o++) a[o][0] || (a[o] = a[o].subarray(1)), r[i[o]] = d(m(a[o]));
											return r.kty = "RSA", r;
										}(a), c, T[3], T[4]);
										if (o && e === "unwrapKey") return n.decrypt(T[3], c, a).then((function(e) {
											return n.importKey(i, e, T[4], T[5], T[6]);
										}));
										try {
											w = r.apply(n, T);
										} catch (e) {
											return Promise.reject(e);
										}
										return o && (w = new Promise((function(e, t) {
											w.onabort = w.onerror = function(e) {
												t(e);
											}, w.oncomplete = function(t) {
												e(t.target.result);
											};
										}))), w = w.then((function(e) {
											return l.name === "HMAC" && (l.length || (l.length = 8 * e.algorithm.length)), l.name.search("RSA") == 0 && (l.modulusLength || (l.modulusLength = (e.publicKey || e).algorithm.modulusLength), l.publicExponent || (l.publicExponent = (e.publicKey || e).algorithm.publicExponent)), e.publicKey && e.privateKey ? {
												publicKey: new b(e.publicKey, l, u, y.filter(x)),
												privateKey: new b(e.privateKey, l, u, y.filter(S))
											} : new b(e, l, u, y);
										}));
									};
								})), ["exportKey", "wrapKey"].forEach((function(e) {
									var t = n[e];
									n[e] = function(r, i, a) {
										var c, l = [].slice.call(arguments);
										switch (e) {
											case "exportKey":
												l[1] = i._key;
												break;
											case "wrapKey": l[1] = i._key, l[2] = a._key;
										}
										if ((s || o && (i.algorithm.hash || {}).name === "SHA-1") && e === "exportKey" && r === "jwk" && i.algorithm.name === "HMAC" && (l[0] = "raw"), !s || e !== "exportKey" || r !== "spki" && r !== "pkcs8" || (l[0] = "jwk"), o && e === "wrapKey") return n.exportKey(r, i).then((function(e) {
											return r === "jwk" && (e = p(unescape(encodeURIComponent(JSON.stringify(_(e)))))), n.encrypt(l[3], a, e);
										}));
										try {
											c = t.apply(n, l);
										} catch (e) {
											return Promise.reject(e);
										}
										return o && (c = new Promise((function(e, t) {
											c.onabort = c.onerror = function(e) {
												t(e);
											}, c.oncomplete = function(t) {
												e(t.target.result);
											};
										}))), e === "exportKey" && r === "jwk" && (c = c.then((function(e) {
											return (s || o && (i.algorithm.hash || {}).name === "SHA-1") && i.algorithm.name === "HMAC" ? {
												kty: "oct",
												alg: g(i.algorithm),
												key_ops: i.usages.slice(),
												ext: !0,
												k: d(m(e))
											} : ((e = _(e)).alg || (e.alg = g(i.algorithm)), e.key_ops || (e.key_ops = i.type === "public" ? i.usages.filter(x) : i.type === "private" ? i.usages.filter(S) : i.usages.slice()), e);
										}))), !s || e !== "exportKey" || r !== "spki" && r !== "pkcs8" || (c = c.then((function(e) {
											return e = function(e) {
												var t, n = [["", null]], r = !1;
												if (e.kty !== "RSA") throw TypeError("Unsupported key type");
												for (var i = [
													"n",
													"e",
													"d",
													"p",
													"q",
													"dp",
													"dq",
													"qi"
												], a = [], o = 0; o < i.length && i[o] in e; o++) {
													var s = a[o] = p(f(e[i[o]]));
													128 & s[0] && (a[o] = new Uint8Array(s.length + 1), a[o].set(s, 1));
												}
												return a.length > 2 && (r = !0, a.unshift(new Uint8Array([0]))), n[0][0] = "1.2.840.113549.1.1.1", t = a, n.push(new Uint8Array(y(t)).buffer), r ? n.unshift(new Uint8Array([0])) : n[1] = {
													tag: 3,
													value: n[1]
												}, new Uint8Array(y(n)).buffer;
											}(_(e)), e;
										}))), c;
									};
								})), [
									"encrypt",
									"decrypt",
									"sign",
									"verify"
								].forEach((function(e) {
									var t = n[e];
									n[e] = function(r, i, a, s) {
										if (o && (!a.byteLength || s && !s.byteLength)) throw Error("Empy input is not allowed");
										var c, l = [].slice.call(arguments), u = h(r);
										if (o && e === "decrypt" && u.name === "AES-GCM") {
											var d = r.tagLength >> 3;
											l[2] = (a.buffer || a).slice(0, a.byteLength - d), r.tag = (a.buffer || a).slice(a.byteLength - d);
										}
										l[1] = i._key;
										try {
											c = t.apply(n, l);
										} catch (e) {
											return Promise.reject(e);
										}
										return o && (c = new Promise((function(t, n) {
											c.onabort = c.onerror = function(e) {
												n(e);
											}, c.oncomplete = function(n) {
												if (n = n.target.result, e === "encrypt" && n instanceof AesGcmEncryptResult) {
													var r = n.ciphertext, i = n.tag;
													(n = new Uint8Array(r.byteLength + i.byteLength)).set(new Uint8Array(r), 0), n.set(new Uint8Array(i), r.byteLength), n = n.buffer;
												}
												t(n);
											};
										}))), c;
									};
								})), o) {
									var u = n.digest;
									n.digest = function(e, t) {
										if (!t.byteLength) throw Error("Empy input is not allowed");
										var r;
										try {
											r = u.call(n, e, t);
										} catch (e) {
											return Promise.reject(e);
										}
										return r = new Promise((function(e, t) {
											r.onabort = r.onerror = function(e) {
												t(e);
											}, r.oncomplete = function(t) {
												e(t.target.result);
											};
										}));
									}, e.crypto = Object.create(t, {
										getRandomValues: { value: function(e) {
											return t.getRandomValues(e);
										} },
										subtle: { value: n }
									}), e.CryptoKey = b;
								}
								s && (t.subtle = n, e.Crypto = r, e.SubtleCrypto = i, e.CryptoKey = b);
							}
						}
					}
					function d(e) {
						return btoa(e).replace(/\=+$/, "").replace(/\+/g, "-").replace(/\//g, "_");
					}
					function f(e) {
						return e = (e += "===").slice(0, -e.length % 4), atob(e.replace(/-/g, "+").replace(/_/g, "/"));
					}
					function p(e) {
						for (var t = new Uint8Array(e.length), n = 0; n < e.length; n++) t[n] = e.charCodeAt(n);
						return t;
					}
					function m(e) {
						return e instanceof ArrayBuffer && (e = new Uint8Array(e)), String.fromCharCode.apply(String, e);
					}
					function h(e) {
						var t = { name: (e.name || e || "").toUpperCase().replace("V", "v") };
						switch (t.name) {
							case "SHA-1":
							case "SHA-256":
							case "SHA-384":
							case "SHA-512": break;
							case "AES-CBC":
							case "AES-GCM":
							case "AES-KW":
								e.length && (t.length = e.length);
								break;
							case "HMAC":
								e.hash && (t.hash = h(e.hash)), e.length && (t.length = e.length);
								break;
							case "RSAES-PKCS1-v1_5":
								e.publicExponent && (t.publicExponent = new Uint8Array(e.publicExponent)), e.modulusLength && (t.modulusLength = e.modulusLength);
								break;
							case "RSASSA-PKCS1-v1_5":
							case "RSA-OAEP":
								e.hash && (t.hash = h(e.hash)), e.publicExponent && (t.publicExponent = new Uint8Array(e.publicExponent)), e.modulusLength && (t.modulusLength = e.modulusLength);
								break;
							default: throw SyntaxError("Bad algorithm name");
						}
						return t;
					}
					function g(e) {
						return {
							HMAC: {
								"SHA-1": "HS1",
								"SHA-256": "HS256",
								"SHA-384": "HS384",
								"SHA-512": "HS512"
							},
							"RSASSA-PKCS1-v1_5": {
								"SHA-1": "RS1",
								"SHA-256": "RS256",
								"SHA-384": "RS384",
								"SHA-512": "RS512"
							},
							"RSAES-PKCS1-v1_5": { "": "RSA1_5" },
							"RSA-OAEP": {
								"SHA-1": "RSA-OAEP",
								"SHA-256": "RSA-OAEP-256"
							},
							"AES-KW": {
								128: "A128KW",
								192: "A192KW",
								256: "A256KW"
							},
							"AES-GCM": {
								128: "A128GCM",
								192: "A192GCM",
								256: "A256GCM"
							},
							"AES-CBC": {
								128: "A128CBC",
								192: "A192CBC",
								256: "A256CBC"
							}
						}[e.name][(e.hash || {}).name || e.length || ""];
					}
					function _(e) {
						(e instanceof ArrayBuffer || e instanceof Uint8Array) && (e = JSON.parse(decodeURIComponent(escape(m(e)))));
						var t = {
							kty: e.kty,
							alg: e.alg,
							ext: e.ext || e.extractable
						};
						switch (t.kty) {
							case "oct": t.k = e.k;
							case "RSA":
								[
									"n",
									"e",
									"d",
									"p",
									"q",
									"dp",
									"dq",
									"qi",
									"oth"
								].forEach((function(n) {
									n in e && (t[n] = e[n]);
								}));
								break;
							default: throw TypeError("Unsupported key type");
						}
						return t;
					}
					function v(e, t) {
						if (e instanceof ArrayBuffer && (e = new Uint8Array(e)), t ||= {
							pos: 0,
							end: e.length
						}, t.end - t.pos < 2 || t.end > e.length) throw RangeError("Malformed DER");
						var n, r = e[t.pos++], i = e[t.pos++];
						if (i >= 128) {
							if (i &= 127, t.end - t.pos < i) throw RangeError("Malformed DER");
							for (var a = 0; i--;) a <<= 8, a |= e[t.pos++];
							i = a;
						}
						if (t.end - t.pos < i) throw RangeError("Malformed DER");
						switch (r) {
							case 2:
								n = e.subarray(t.pos, t.pos += i);
								break;
							case 3:
								if (e[t.pos++]) throw Error("Unsupported bit string");
								i--;
							case 4:
								n = new Uint8Array(e.subarray(t.pos, t.pos += i)).buffer;
								break;
							case 5:
								n = null;
								break;
							case 6:
								var o = btoa(m(e.subarray(t.pos, t.pos += i)));
								if (!(o in c)) throw Error("Unsupported OBJECT ID " + o);
								n = c[o];
								break;
							case 48:
								n = [];
								for (var s = t.pos + i; t.pos < s;) n.push(v(e, t));
								break;
							default: throw Error("Unsupported DER tag 0x" + r.toString(16));
						}
						return n;
					}
					function y(e, t) {
						t ||= [];
						var n = 0, r = 0, i = t.length + 2;
						if (t.push(0, 0), e instanceof Uint8Array) {
							n = 2, r = e.length;
							for (var a = 0; a < r; a++) t.push(e[a]);
						} else if (e instanceof ArrayBuffer) for (n = 4, r = e.byteLength, e = new Uint8Array(e), a = 0; a < r; a++) t.push(e[a]);
						else if (e === null) n = 5, r = 0;
						else if (typeof e == "string" && e in l) {
							var o = p(atob(l[e]));
							for (n = 6, r = o.length, a = 0; a < r; a++) t.push(o[a]);
						} else if (e instanceof Array) {
							for (a = 0; a < e.length; a++) y(e[a], t);
							n = 48, r = t.length - i;
						} else {
							if (!(typeof e == "object" && e.tag === 3 && e.value instanceof ArrayBuffer)) throw Error("Unsupported DER value " + e);
							for (n = 3, r = (e = new Uint8Array(e.value)).byteLength, t.push(0), a = 0; a < r; a++) t.push(e[a]);
							r++;
						}
						if (r >= 128) {
							var s = r;
							for (r = 4, t.splice(i, 0, s >> 24 & 255, s >> 16 & 255, s >> 8 & 255, 255 & s); r > 1 && !(s >> 24);) s <<= 8, r--;
							r < 4 && t.splice(i, 4 - r), r |= 128;
						}
						return t.splice(i - 2, 2, n, r), t;
					}
					function b(e, t, n, r) {
						Object.defineProperties(this, {
							_key: { value: e },
							type: {
								value: e.type,
								enumerable: !0
							},
							extractable: {
								value: n === void 0 ? e.extractable : n,
								enumerable: !0
							},
							algorithm: {
								value: t === void 0 ? e.algorithm : t,
								enumerable: !0
							},
							usages: {
								value: r === void 0 ? e.usages : r,
								enumerable: !0
							}
						});
					}
					function x(e) {
						return e === "verify" || e === "encrypt" || e === "wrapKey";
					}
					function S(e) {
						return e === "sign" || e === "decrypt" || e === "unwrapKey";
					}
				};
				typeof define == "function" && define.amd ? define([], (function() {
					return n(e);
				})) : typeof t == "object" && t.exports ? t.exports = n(e) : n(e);
			}
		}, n = {};
		function r(t) {
			var i = n[t];
			if (i !== void 0) return i.exports;
			var a = n[t] = { exports: {} };
			return e[t].call(a.exports, a, a.exports, r), a.exports;
		}
		r.d = (e, t) => {
			for (var n in t) r.o(t, n) && !r.o(e, n) && Object.defineProperty(e, n, {
				enumerable: !0,
				get: t[n]
			});
		}, r.g = function() {
			if (typeof globalThis == "object") return globalThis;
			try {
				return this || Function("return this")();
			} catch {
				if (typeof window == "object") return window;
			}
		}(), r.o = (e, t) => Object.prototype.hasOwnProperty.call(e, t);
		var i = r(952);
		window.FHIR = i;
	})();
})))();
var e = class extends Error {
	code;
	details;
	constructor(e, t = []) {
		super(e), this.code = e, this.details = t;
	}
};
function t(t) {
	return t instanceof e ? t : new e("service");
}
// src/launch/settings.ts
var n = new URL(
	/* @vite-ignore */
	"..",
	import.meta.url
);
function r(e) {
	return JSON.parse(e.dataset.settings ?? "");
}
function i(e, t) {
	let n = t.replace(/\/+$/, "");
	return e.servers.find(({ iss: e }) => e === n);
}
// src/launch/authorisation.ts
var a = "SMART_KEY", o = 15, s = 32, c = /^[A-Za-z0-9.-]{1,64}$/, l = [
	"Patient",
	"Condition",
	"Observation",
	"Procedure"
].map((e) => `patient/${e}.rs`);
async function u(t, r, i) {
	if (!isSecureContext) throw new e("insecure");
	let a = b(), s = S();
	s && T(s);
	try {
		let e = await FHIR.oauth2.authorize({
			iss: r,
			...i === null ? {} : { launch: i },
			clientId: t.client_id,
			scope: [i === null ? "launch/patient" : "launch", ...l].join(" "),
			redirectUri: new URL("launch/return", n).href,
			stateKey: a,
			pkceMode: "required",
			noRedirect: !0,
			completeInTarget: !0,
			wellKnownRequestOptions: {
				...x,
				signal: AbortSignal.timeout(1e3 * o)
			},
			conformanceRequestOptions: { signal: AbortSignal.abort() }
		});
		return g(String(e), C(a), t);
	} catch (t) {
		let n = t instanceof e ? t : v(C(a));
		throw T(a), n;
	}
}
async function d(t, n) {
	let r = n.get("state"), i = S();
	try {
		if (![
			"state",
			"code",
			"error"
		].some((e) => n.has(e))) throw new e("again");
		if (!r || i !== r || !C(r)) throw new e("state");
		if (n.has("error")) throw y(n.get("error"));
		let a = n.get("code");
		if (!a) throw new e("notAuthorised");
		return p(t, await f(r, a));
	} finally {
		i && T(i);
	}
}
async function f(t, n) {
	let r, i = new Promise((t, n) => {
		r = setTimeout(() => n(new e("token")), 1e3 * o);
	}), a = FHIR.oauth2.ready({
		code: encodeURIComponent(n),
		stateKey: t
	});
	a.catch(() => void 0).finally(() => T(t));
	try {
		return (await Promise.race([a, i])).state;
	} catch {
		throw new e("token");
	} finally {
		clearTimeout(r);
	}
}
function p(t, { serverUrl: n, tokenResponse: r }) {
	let { access_token: a, token_type: o, patient: s, appContext: c, need_patient_banner: l } = r ?? {}, u = i(t, n);
	if (!u) throw new e("unknownServer");
	if (typeof a != "string" || !m(o)) throw new e("tokenUnusable");
	if (typeof s != "string" || !h(s)) throw new e("noPatient");
	let d = l !== !1;
	return {
		server: u,
		base: n.replace(/\/*$/, "/"),
		token: a,
		patient: s,
		appContext: c,
		needsBanner: d
	};
}
function m(e) {
	return typeof e == "string" && e.toLowerCase() === "bearer";
}
function h(e) {
	return c.test(e) && !/^\.+$/.test(e);
}
function g(t, n, r) {
	let { authorizeUri: i, tokenUri: a } = n ?? {}, o = [new URL(r.iss).origin, ...r.origins];
	if (!i || !a || !URL.canParse(i) || !URL.canParse(a)) throw new e("discovery");
	if (!_(new URL(i)) || !o.includes(new URL(a).origin)) throw new e("addressNotAllowed");
	let s = t.slice(i.length + 1);
	return `${i}${i.includes("?") ? "&" : "?"}${s}`;
}
function _({ protocol: e, hostname: t }) {
	let n = t === "localhost" || t === "[::1]" || /^127\./.test(t);
	return e === "https:" || e === "http:" && n;
}
function v(t) {
	return t ? new e(t.codeChallengeMethods?.includes("S256") ? "discovery" : "noPkce") : new e("discovery");
}
function y(t) {
	return new e(t === "access_denied" ? "refused" : "notAuthorised");
}
function b() {
	let e = crypto.getRandomValues(new Uint8Array(s));
	return Array.from(e, (e) => e.toString(16).padStart(2, "0")).join("");
}
var x = {
	cache: "no-store",
	credentials: "omit",
	redirect: "error",
	referrerPolicy: "no-referrer"
};
function S() {
	return w(a);
}
function C(e) {
	return w(e);
}
function w(t) {
	try {
		let e = sessionStorage.getItem(t);
		return e === null ? void 0 : JSON.parse(e);
	} catch (t) {
		if (t instanceof SyntaxError) return;
		throw new e("noStorage");
	}
}
function T(e) {
	sessionStorage.removeItem(e), sessionStorage.removeItem(a);
}
// src/launch/dom.ts
function E(e, t = {}, ...n) {
	let r = document.createElement(e);
	for (let [e, n] of Object.entries(t)) r.setAttribute(e, n);
	return r.append(...O(n)), r;
}
function D(e, ...t) {
	e.replaceChildren(...O(t));
}
function O(e) {
	return e.filter((e) => e !== !1 && e !== void 0);
}
// src/tag.ts
function k(e, t) {
	for (let n of t) {
		let t = n.toLowerCase().split("-")[0], r = e.find(({ code: e }) => e.split("-")[0] === t);
		if (r && !A(n)) return r;
	}
	return e[0];
}
function A(e) {
	return /^zh-(hans|cn|sg|my)/i.test(e);
}
// src/launch/locales/de.ts
var j = (e) => e === 1 ? "1 Monat" : `${e} Monaten`, M = {
	code: "de",
	name: "Deutsch",
	reviewed: !1,
	title: "Der Rechner, aus einer Akte geöffnet",
	language: "Sprache",
	notReviewed: "Übersetzung nicht klinisch geprüft",
	asking: "Das Aktensystem wird um Erlaubnis gefragt …",
	reading: "Die Akte wird gelesen …",
	calculator: "Den Rechner ohne Akte öffnen",
	notSetUp: "Kein Aktensystem ist dafür eingerichtet, diese Seite zu öffnen (SMART App Launch). Wer diesen Dienst betreibt, kann eines nennen.",
	choose: "In welchem System liegt die Akte?",
	noRecord: "Es wurde keine Akte übernommen",
	failures: {
		unknownServer: "Das Aktensystem, das diese Seite geöffnet hat, steht nicht auf der Liste dieses Dienstes. Es wurde nicht angesprochen.",
		insecure: "Diese Seite wurde ohne Verschlüsselung geöffnet. Eine Akte wird nur unter https-Adressen übernommen.",
		noStorage: "Der Browser lässt diese Seite nichts aufbewahren, nicht einmal für die Dauer einer Anmeldung.",
		discovery: "Das Aktensystem sagt nicht lesbar, wo um Erlaubnis zu fragen ist.",
		noPkce: "Das Aktensystem bietet PKCE mit S256 nicht an; ohne dieses könnte eine Erlaubnis gestohlen werden.",
		addressNotAllowed: "Das Aktensystem nennt eine Adresse, die dieser Dienst nicht erlaubt. Wer diesen Dienst betreibt, kann sie hinzufügen.",
		state: "Diese Antwort gehört zu keiner Anfrage dieses Fensters und wurde abgelehnt.",
		refused: "Die Erlaubnis, die Akte zu lesen, wurde verweigert.",
		notAuthorised: "Das Aktensystem hat keine Erlaubnis gegeben, die Akte zu lesen.",
		token: "Das Aktensystem hat für seine Erlaubnis kein Token gegeben, oder nicht rechtzeitig.",
		tokenUnusable: "Das Aktensystem hat ein Token gegeben, das nicht verwendet werden kann.",
		noPatient: "Das Aktensystem hat keine Patientin und keinen Patienten genannt.",
		again: "Eine Akte wird einmal übernommen, und nichts davon wird aufbewahrt. Öffnen Sie diese Seite erneut aus dem Aktensystem.",
		unauthorised: "Das Aktensystem hat sein eigenes Token nicht angenommen (401).",
		forbidden: "Das Aktensystem erlaubt nicht alles, was gelesen werden muss: Person, Diagnosen, Beobachtungen und Prozeduren (403).",
		missing: "Das Aktensystem hat die genannte Person nicht oder bietet eine benötigte Suche nicht an (404).",
		slow: "Das Aktensystem hat nicht rechtzeitig geantwortet.",
		unreachable: "Das Aktensystem war nicht erreichbar oder lässt diese Seite nicht lesen (CORS).",
		failed: "Das Aktensystem hat versagt oder mit etwas geantwortet, das keine Akte ist.",
		pageElsewhere: "Die Akte geht unter einer anderen Adresse weiter; ihr wurde nicht gefolgt.",
		otherPatient: "Die Akte gehört zu einer anderen Person als der genannten. Nichts davon wurde verwendet.",
		notRead: "Die Akte konnte nicht gelesen werden:",
		service: "Der Dienst hat nicht wie erwartet geantwortet."
	},
	patient: "Patientin oder Patient",
	nameless: "ohne Namen",
	born: "Geboren",
	sex: "Geschlecht",
	identifier: "Kennung",
	sexes: {
		female: "weiblich",
		male: "männlich",
		other: "divers",
		unknown: "unbekannt"
	},
	notes: "Zu beachten",
	died: "Laut Akte ist diese Person verstorben.",
	cut: "Die Akte ist länger, als hier gelesen wird: Ihr ältester Teil wurde weggelassen. Eine Angabe kann fehlen.",
	badContext: "Was die Karte übergeben hat, ist nicht verwendbar und wurde weggelassen: Nur die Akte wurde gelesen.",
	survived: (e) => `Die Akte enthält eine Operation an Lungenmetastasen vor ${j(e)}: Es wird davon ausgegangen, dass die Person jetzt lebt. Dies lässt sich unten ändern.`,
	ledger: "Woher die Angaben kommen",
	counted: (e, t, n) => `Aus der Akte: ${e}. Aus der Karte: ${t}. Von Hand geändert: ${n}.`,
	fact: "Angabe",
	value: "Eingetragen wurde",
	source: "Aus",
	now: "Jetzt",
	unknown: "Unbekannt",
	yes: "Ja",
	no: "Nein",
	unchanged: "wie eingetragen",
	changed: (e) => `von Hand geändert: ${e}`,
	entered: (e) => `von Hand eingegeben: ${e}`,
	reset: "Zurücknehmen",
	resetOf: (e) => `Änderung zurücknehmen: ${e}`,
	fromCard: "der Karte, die diese Seite geöffnet hat; nicht in der Akte",
	dated: (e, t) => `${e}, ${t}`,
	converted: "umgerechnet oder aus anderen Angaben abgeleitet",
	stale: "älter als 90 Tage oder ohne Datum",
	notFound: (e) => `In der Akte nicht gefunden: ${e.join("; ")}.`,
	notUsed: (e, t) => `${e}: nicht verwendet (${t})`,
	conflicting: "die Akte widerspricht sich",
	reasons: {
		no_value: "kein Wert",
		unknown_value: "als unbekannt eingetragen",
		no_level: "kein Wert, der hier gelesen wird",
		out_of_range: "außerhalb des Bereichs",
		comparator: "nur „kleiner als“ oder „größer als“",
		unit_missing: "keine Einheit",
		unit_unknown: "Einheit nicht bekannt",
		date_invalid: "Datum nicht lesbar",
		date_in_future: "Datum in der Zukunft",
		date_not_precise: "Datum nicht genau genug",
		after_operation: "nach der Operation erhoben",
		undated: "ohne Datum",
		refuted: "widerlegt",
		not_confirmed: "nicht bestätigt",
		not_final: "nicht endgültig",
		not_current: "vergangen",
		several_operations: "mehrere Operationen",
		several_values: "mehrere Werte",
		sides_contradict: "Seitenangaben widersprechen sich"
	}
}, N = (e) => e === 1 ? "1 month" : `${e} months`, P = {
	code: "en",
	name: "English",
	reviewed: !0,
	title: "The calculator, opened from a record",
	language: "Language",
	notReviewed: "Translation not clinically reviewed",
	asking: "Asking the record system for permission …",
	reading: "Reading the record …",
	calculator: "Open the calculator without a record",
	notSetUp: "No record system is set up to open this page (SMART App Launch). Whoever runs this service can name one.",
	choose: "Which system holds the record?",
	noRecord: "No record was taken over",
	failures: {
		unknownServer: "The record system that asked for this page is not on the list of this service. It was not contacted.",
		insecure: "This page was opened without encryption. A record is taken over on https addresses only.",
		noStorage: "The browser does not let this page keep anything, not even for the length of a sign-in.",
		discovery: "The record system does not say, in a way that can be read, where to ask for permission.",
		noPkce: "The record system does not offer PKCE with S256, without which a permission could be stolen.",
		addressNotAllowed: "The record system names an address that this service does not allow. Whoever runs this service can add it.",
		state: "This answer does not belong to a request of this window, and was refused.",
		refused: "The permission to read the record was refused.",
		notAuthorised: "The record system gave no permission to read the record.",
		token: "The record system gave no token for its permission, or not in time.",
		tokenUnusable: "The record system gave a token that cannot be used.",
		noPatient: "The record system named no patient.",
		again: "A record is taken over once, and nothing of it is kept. Open this page again from the record system.",
		unauthorised: "The record system did not accept its own token (401).",
		forbidden: "The record system does not permit all that must be read: patient, conditions, observations and procedures (403).",
		missing: "The record system does not have the patient that it named, or does not offer a search that is needed (404).",
		slow: "The record system did not answer in time.",
		unreachable: "The record system could not be reached, or does not let this page read from it (CORS).",
		failed: "The record system failed, or answered with something that is no record.",
		pageElsewhere: "The record goes on at another address, which was not followed.",
		otherPatient: "The record is another patient's than the one named. Nothing of it was used.",
		notRead: "The record could not be read:",
		service: "The service did not answer as expected."
	},
	patient: "Patient",
	nameless: "without a name",
	born: "Born",
	sex: "Sex",
	identifier: "Identifier",
	sexes: {
		female: "female",
		male: "male",
		other: "other",
		unknown: "unknown"
	},
	notes: "To be known",
	died: "The record says that this patient has died.",
	cut: "The record is longer than what is read here: its oldest part was left out. A fact may be missing.",
	badContext: "What the card handed over cannot be used, and was left out: only the record was read.",
	survived: (e) => `The record holds an operation on lung metastases ${N(e)} ago: the patient is taken to be alive now. This can be changed below.`,
	ledger: "Where the facts come from",
	counted: (e, t, n) => `From the record: ${e}. From the card: ${t}. Changed by hand: ${n}.`,
	fact: "Fact",
	value: "Was filled in",
	source: "From",
	now: "Now",
	unknown: "Unknown",
	yes: "Yes",
	no: "No",
	unchanged: "as filled in",
	changed: (e) => `changed by hand: ${e}`,
	entered: (e) => `entered by hand: ${e}`,
	reset: "Take back",
	resetOf: (e) => `Take back the change: ${e}`,
	fromCard: "the card that opened this page; not in the record",
	dated: (e, t) => `${e}, ${t}`,
	converted: "converted, or derived from other facts",
	stale: "older than 90 days, or without a date",
	notFound: (e) => `Not found in the record: ${e.join("; ")}.`,
	notUsed: (e, t) => `${e}: not used (${t})`,
	conflicting: "the record contradicts itself",
	reasons: {
		no_value: "no value",
		unknown_value: "recorded as unknown",
		no_level: "no value that is read here",
		out_of_range: "outside the range",
		comparator: "only “less than” or “more than”",
		unit_missing: "no unit",
		unit_unknown: "unit not known",
		date_invalid: "date cannot be read",
		date_in_future: "date in the future",
		date_not_precise: "date not precise enough",
		after_operation: "found after the operation",
		undated: "without a date",
		refuted: "refuted",
		not_confirmed: "not confirmed",
		not_final: "not final",
		not_current: "past",
		several_operations: "several operations",
		several_values: "several values",
		sides_contradict: "sides contradict each other"
	}
}, F = (e) => e === 1 ? "1 mes" : `${e} meses`, I = [
	P,
	M,
	{
		code: "es",
		name: "Español",
		reviewed: !1,
		title: "La calculadora, abierta desde una historia clínica",
		language: "Idioma",
		notReviewed: "Traducción sin revisión clínica",
		asking: "Pidiendo permiso al sistema de historias clínicas …",
		reading: "Leyendo la historia clínica …",
		calculator: "Abrir la calculadora sin historia clínica",
		notSetUp: "Ningún sistema de historias clínicas está configurado para abrir esta página (SMART App Launch). Quien opera este servicio puede indicar uno.",
		choose: "¿Qué sistema tiene la historia clínica?",
		noRecord: "No se ha tomado ninguna historia clínica",
		failures: {
			unknownServer: "El sistema que ha pedido esta página no está en la lista de este servicio. No se ha contactado con él.",
			insecure: "Esta página se ha abierto sin cifrado. Solo se toma una historia clínica en direcciones https.",
			noStorage: "El navegador no deja que esta página guarde nada, ni siquiera mientras dura un inicio de sesión.",
			discovery: "El sistema de historias clínicas no dice, de forma legible, dónde pedir permiso.",
			noPkce: "El sistema de historias clínicas no ofrece PKCE con S256, sin el cual se podría robar un permiso.",
			addressNotAllowed: "El sistema de historias clínicas indica una dirección que este servicio no permite. Quien opera este servicio puede añadirla.",
			state: "Esta respuesta no corresponde a ninguna petición de esta ventana y se ha rechazado.",
			refused: "Se ha denegado el permiso para leer la historia clínica.",
			notAuthorised: "El sistema de historias clínicas no ha dado permiso para leer la historia clínica.",
			token: "El sistema de historias clínicas no ha dado un token por su permiso, o no a tiempo.",
			tokenUnusable: "El sistema de historias clínicas ha dado un token que no se puede usar.",
			noPatient: "El sistema de historias clínicas no ha indicado ningún paciente.",
			again: "Una historia clínica se toma una sola vez y no se guarda nada de ella. Abra esta página de nuevo desde el sistema de historias clínicas.",
			unauthorised: "El sistema de historias clínicas no ha aceptado su propio token (401).",
			forbidden: "El sistema de historias clínicas no permite todo lo que se debe leer: paciente, diagnósticos, observaciones y procedimientos (403).",
			missing: "El sistema de historias clínicas no tiene al paciente que ha indicado, o no ofrece una búsqueda necesaria (404).",
			slow: "El sistema de historias clínicas no ha respondido a tiempo.",
			unreachable: "No se ha podido contactar con el sistema de historias clínicas, o no deja leer a esta página (CORS).",
			failed: "El sistema de historias clínicas ha fallado, o ha respondido con algo que no es una historia clínica.",
			pageElsewhere: "La historia clínica continúa en otra dirección, que no se ha seguido.",
			otherPatient: "La historia clínica es de otro paciente que el indicado. No se ha usado nada de ella.",
			notRead: "No se ha podido leer la historia clínica:",
			service: "El servicio no ha respondido como se esperaba."
		},
		patient: "Paciente",
		nameless: "sin nombre",
		born: "Nacimiento",
		sex: "Sexo",
		identifier: "Identificador",
		sexes: {
			female: "femenino",
			male: "masculino",
			other: "otro",
			unknown: "desconocido"
		},
		notes: "A tener en cuenta",
		died: "Según la historia clínica, este paciente ha fallecido.",
		cut: "La historia clínica es más larga de lo que se lee aquí: se ha dejado fuera su parte más antigua. Puede faltar un dato.",
		badContext: "Lo que ha entregado la tarjeta no se puede usar y se ha dejado fuera: solo se ha leído la historia clínica.",
		survived: (e) => `La historia clínica contiene una operación de metástasis pulmonares hace ${F(e)}: se supone que el paciente está vivo ahora. Se puede cambiar más abajo.`,
		ledger: "De dónde vienen los datos",
		counted: (e, t, n) => `De la historia clínica: ${e}. De la tarjeta: ${t}. Cambiados a mano: ${n}.`,
		fact: "Dato",
		value: "Se ha rellenado",
		source: "De",
		now: "Ahora",
		unknown: "Desconocido",
		yes: "Sí",
		no: "No",
		unchanged: "como se ha rellenado",
		changed: (e) => `cambiado a mano: ${e}`,
		entered: (e) => `introducido a mano: ${e}`,
		reset: "Deshacer",
		resetOf: (e) => `Deshacer el cambio: ${e}`,
		fromCard: "la tarjeta que ha abierto esta página; no está en la historia clínica",
		dated: (e, t) => `${e}, ${t}`,
		converted: "convertido, o derivado de otros datos",
		stale: "de hace más de 90 días, o sin fecha",
		notFound: (e) => `No se ha encontrado en la historia clínica: ${e.join("; ")}.`,
		notUsed: (e, t) => `${e}: no usado (${t})`,
		conflicting: "la historia clínica se contradice",
		reasons: {
			no_value: "sin valor",
			unknown_value: "registrado como desconocido",
			no_level: "ningún valor que se lea aquí",
			out_of_range: "fuera del intervalo",
			comparator: "solo «menor que» o «mayor que»",
			unit_missing: "sin unidad",
			unit_unknown: "unidad desconocida",
			date_invalid: "fecha ilegible",
			date_in_future: "fecha futura",
			date_not_precise: "fecha poco precisa",
			after_operation: "hallado después de la operación",
			undated: "sin fecha",
			refuted: "refutado",
			not_confirmed: "no confirmado",
			not_final: "no definitivo",
			not_current: "pasado",
			several_operations: "varias operaciones",
			several_values: "varios valores",
			sides_contradict: "los lados se contradicen"
		}
	},
	{
		code: "zh-Hant",
		name: "繁體中文",
		reviewed: !1,
		title: "由病歷開啟的計算器",
		language: "語言",
		notReviewed: "翻譯未經臨床審閱",
		asking: "正在向病歷系統請求許可…",
		reading: "正在讀取病歷…",
		calculator: "不使用病歷，開啟計算器",
		notSetUp: "沒有設定可開啟本頁的病歷系統（SMART App Launch）。本服務的營運者可以指定。",
		choose: "病歷在哪個系統？",
		noRecord: "未帶入任何病歷",
		failures: {
			unknownServer: "要求開啟本頁的病歷系統不在本服務的名單上，未與其聯繫。",
			insecure: "本頁未經加密開啟。只有在 https 位址才會帶入病歷。",
			noStorage: "瀏覽器不允許本頁保存任何資料，即使只在登入期間。",
			discovery: "病歷系統沒有以可讀的方式說明向何處請求許可。",
			noPkce: "病歷系統不提供 S256 的 PKCE；沒有它，許可可能被竊取。",
			addressNotAllowed: "病歷系統指定了本服務不允許的位址。本服務的營運者可以加入該位址。",
			state: "這個回覆不屬於本視窗的任何請求，已被拒絕。",
			refused: "讀取病歷的許可被拒絕。",
			notAuthorised: "病歷系統沒有給予讀取病歷的許可。",
			token: "病歷系統沒有發出權杖，或沒有及時發出。",
			tokenUnusable: "病歷系統發出的權杖無法使用。",
			noPatient: "病歷系統沒有指明病人。",
			again: "病歷只帶入一次，且不保留任何內容。請由病歷系統重新開啟本頁。",
			unauthorised: "病歷系統不接受自己的權杖（401）。",
			forbidden: "病歷系統不允許讀取所需的全部內容：病人、診斷、觀察與處置（403）。",
			missing: "病歷系統沒有它所指明的病人，或不提供所需的查詢（404）。",
			slow: "病歷系統沒有及時回覆。",
			unreachable: "無法連上病歷系統，或它不讓本頁讀取（CORS）。",
			failed: "病歷系統發生錯誤，或回覆的內容不是病歷。",
			pageElsewhere: "病歷的後續在另一個位址，未予跟隨。",
			otherPatient: "這份病歷屬於另一位病人，未使用其中任何內容。",
			notRead: "無法讀取病歷：",
			service: "服務沒有如預期回覆。"
		},
		patient: "病人",
		nameless: "沒有姓名",
		born: "出生",
		sex: "性別",
		identifier: "識別碼",
		sexes: {
			female: "女",
			male: "男",
			other: "其他",
			unknown: "未知"
		},
		notes: "須知",
		died: "病歷記載此病人已死亡。",
		cut: "病歷比這裡所讀的長：最舊的部分未讀取，可能缺少某項資料。",
		badContext: "卡片交付的內容無法使用，已略過：只讀取了病歷。",
		survived: (e) => `病歷記載 ${e} 個月前有肺轉移手術：假定病人現在仍存活。可在下方更改。`,
		ledger: "資料的來源",
		counted: (e, t, n) => `來自病歷：${e}。來自卡片：${t}。手動更改：${n}。`,
		fact: "資料",
		value: "填入值",
		source: "來源",
		now: "目前",
		unknown: "未知",
		yes: "是",
		no: "否",
		unchanged: "與填入值相同",
		changed: (e) => `手動更改：${e}`,
		entered: (e) => `手動輸入：${e}`,
		reset: "復原",
		resetOf: (e) => `復原更改：${e}`,
		fromCard: "開啟本頁的卡片；不在病歷中",
		dated: (e, t) => `${e}，${t}`,
		converted: "經換算，或由其他資料推得",
		stale: "超過 90 天，或沒有日期",
		notFound: (e) => `病歷中未找到：${e.join("；")}。`,
		notUsed: (e, t) => `${e}：未使用（${t}）`,
		conflicting: "病歷自相矛盾",
		reasons: {
			no_value: "沒有值",
			unknown_value: "記載為未知",
			no_level: "不是這裡可讀的值",
			out_of_range: "超出範圍",
			comparator: "只有「小於」或「大於」",
			unit_missing: "沒有單位",
			unit_unknown: "單位不明",
			date_invalid: "日期無法讀取",
			date_in_future: "日期在未來",
			date_not_precise: "日期不夠精確",
			after_operation: "手術後才發現",
			undated: "沒有日期",
			refuted: "已否定",
			not_confirmed: "未確認",
			not_final: "非最終結果",
			not_current: "已過去",
			several_operations: "多次手術",
			several_values: "多個值",
			sides_contradict: "側別互相矛盾"
		}
	}
];
function L(e) {
	return k(I, e);
}
// src/launch/reading.ts
var R = [
	400,
	413,
	415,
	422
];
async function z(e) {
	return (await B("v1/factors", e, {})).factors;
}
async function ee(e, t) {
	return await B("v1/records", e, {
		method: "POST",
		headers: { "content-type": "application/fhir+json" },
		body: JSON.stringify(t)
	});
}
async function B(t, r, i) {
	let a = await fetch(new URL(t, n), {
		...i,
		headers: {
			...i.headers,
			"accept-language": r
		},
		cache: "no-store",
		credentials: "same-origin",
		referrerPolicy: "no-referrer"
	}).catch(() => {
		throw new e("service");
	});
	if (a.ok) return a.json();
	throw R.includes(a.status) ? new e("notRead", await te(a)) : new e("service");
}
async function te(e) {
	return ((await e.json().catch(() => ({}))).errors ?? []).map(({ message: e }) => String(e ?? ""));
}
// src/launch/app-context.ts
var ne = 1e4;
function re(e, t, n) {
	if (e == null || e === "") return;
	let r = ie(e);
	if (!V(r) || Object.keys(r).sort().join() !== "patient,patient_id") return null;
	let { patient: i, patient_id: a } = r;
	if (a !== t || !V(i)) return null;
	let o = new Map(n.map((e) => [e.name, e]));
	return Object.entries(i).every(([e, t]) => ae(o.get(e), t)) ? i : null;
}
function ie(e) {
	if (!(typeof e != "string" || e.length > ne)) try {
		return JSON.parse(e);
	} catch {
		return;
	}
}
function V(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
function ae(e, t) {
	if (e === void 0) return !1;
	if (e.kind === "boolean") return typeof t == "boolean";
	if (e.kind === "level") return e.levels.some((e) => e.value === t);
	if (typeof t != "number" || !Number.isFinite(t)) return !1;
	let { lowest: n, highest: r, lowest_excluded: i, kind: a } = e;
	return (n === null || (i ? t > n : t >= n)) && t <= (r ?? Infinity) && (a === "number" || Number.isInteger(t));
}
var oe = 1e6, se = 15, ce = [
	"conditions",
	"procedures",
	"observations"
], H = [
	"resourceType",
	"id",
	"gender",
	"birthDate",
	"deceasedBoolean",
	"deceasedDateTime"
], U = /* @__PURE__ */ new Set([
	"text",
	"contained",
	"meta"
]), W = {
	401: "unauthorised",
	403: "forbidden",
	404: "missing",
	410: "missing"
};
async function le(t, n) {
	let r = (e) => (n[e] ?? "").replace("{patient}", encodeURIComponent(t.patient)), [i, ...a] = await Promise.all([K(t, G(t, r("patient"))), ...ce.map((e) => ue(t, r(e)))]);
	if (i.resourceType !== "Patient") throw new e("failed");
	if (i.id !== t.patient) throw new e("otherPatient");
	let { kept: o, cut: s } = de([q(i, (e) => H.includes(e)), ...a.flatMap((e) => e.resources)]);
	return {
		person: i,
		bundle: {
			resourceType: "Bundle",
			type: "collection",
			entry: o.map((e) => ({ resource: e }))
		},
		cut: s || a.some((e) => e.cut)
	};
}
async function ue(t, n) {
	let r = [], i = n;
	for (let n = 0; i !== void 0 && n < 10; n += 1) {
		let n = await K(t, G(t, i));
		if (n.resourceType !== "Bundle") throw new e("failed");
		let a = Y(n.entry).map((e) => J(e.resource));
		if (a.some(me)) throw new e("failed");
		r.push(...a.map((e) => q(e, (e) => !U.has(e)))), i = pe(n);
	}
	return {
		resources: r,
		cut: i !== void 0
	};
}
function de(e) {
	let t = new TextEncoder(), n = 0, r = e.findIndex((e) => (n += t.encode(JSON.stringify({ resource: e })).length + 1, n > oe));
	return r < 0 ? {
		kept: e,
		cut: !1
	} : {
		kept: e.slice(0, r),
		cut: !0
	};
}
function G(t, n) {
	if (!URL.canParse(n, t.base)) throw new e("pageElsewhere");
	let r = new URL(n, t.base);
	if (r.origin !== new URL(t.base).origin || r.username || r.password) throw new e("pageElsewhere");
	return r;
}
async function K(t, n) {
	try {
		let r = await fetch(n, {
			headers: {
				accept: "application/fhir+json",
				authorization: `Bearer ${t.token}`
			},
			cache: "no-store",
			credentials: "omit",
			redirect: "error",
			referrerPolicy: "no-referrer",
			signal: AbortSignal.timeout(1e3 * se)
		});
		if (!r.ok) throw new e(W[r.status] ?? "failed");
		return J(await r.json());
	} catch (e) {
		throw fe(e);
	}
}
function fe(t) {
	return t instanceof e ? t : t instanceof DOMException && t.name === "TimeoutError" ? new e("slow") : new e(t instanceof SyntaxError ? "failed" : "unreachable");
}
function pe(e) {
	let t = Y(e.link).find(({ relation: e }) => e === "next");
	return t === void 0 ? void 0 : String(t.url ?? "");
}
function me(e) {
	return e.resourceType === "OperationOutcome" && Y(e.issue).some(({ severity: e }) => e === "error" || e === "fatal");
}
function q(e, t) {
	return Object.fromEntries(Object.entries(e).filter(([e]) => t(e)));
}
function J(e) {
	return typeof e == "object" && e && !Array.isArray(e) ? e : {};
}
function Y(e) {
	return Array.isArray(e) ? e.map(J) : [];
}
function X(e) {
	return typeof e == "string" && e.trim() !== "" ? e : void 0;
}
// src/launch/banner.ts
function he(e, t) {
	let n = [
		[e.born, X(t.birthDate)],
		[e.sex, ve(e, t)],
		[e.identifier, ye(t)]
	];
	return E("section", {
		class: "patient-banner",
		"aria-label": e.patient
	}, E("strong", {}, _e(t) ?? e.nameless), ...n.flatMap(([e, t]) => t ? [E("span", {}, `${e}: ${t}`)] : []));
}
function ge(e) {
	return e.deceasedBoolean === !0 || X(e.deceasedDateTime) !== void 0;
}
function _e(e) {
	let t = Y(e.name).filter(({ use: e }) => e !== "old"), n = ["official", "usual"].map((e) => t.find((t) => t.use === e)).find(Boolean) ?? t[0];
	if (!n) return;
	let r = Array.isArray(n.given) ? n.given.map(X) : [], i = [X(n.family), r.filter(Boolean).join(" ")].filter(Boolean);
	return i.length > 0 ? i.join(", ") : X(n.text);
}
function ve(e, t) {
	let n = X(t.gender);
	return n === void 0 ? void 0 : e.sexes[n] ?? e.sexes.unknown;
}
function ye(e) {
	let t = Y(e.identifier).filter(({ use: e }) => e !== "old");
	return X((t.find((e) => Y(J(e.type).coding).some(({ code: e }) => e === "MR")) ?? t[0])?.value);
}
// src/view.ts
function be(e, t, n) {
	return n === null ? e.unknown : typeof n == "boolean" ? n ? e.yes : e.no : t?.levels.find((e) => e.value === n)?.label ?? `${n}${t?.unit ? ` ${t.unit}` : ""}`;
}
// src/launch/ledger.ts
var xe = class {
	t;
	element;
	#e;
	#t = E("p", { role: "status" });
	#n = E("p");
	constructor(e, t, n, r) {
		this.t = e;
		let i = new Map(t.map((e) => [e.name, e]));
		this.#e = n.map((t) => new Se(e, i.get(t.factor), t, r));
		let a = E("table", {}, E("thead", {}, E("tr", {}, ...[
			e.fact,
			e.value,
			e.source,
			e.now
		].map((e) => E("th", { scope: "col" }, e)))), E("tbody", {}, ...this.#e.map((e) => e.element))), o = E("summary", {}, E("h3", {}, e.ledger)), s = matchMedia("(width >= 40rem)").matches ? { open: "" } : {}, c = [
			o,
			this.#t,
			a,
			this.#n
		];
		this.element = E("details", {
			class: "ledger",
			...s
		}, ...c);
	}
	show(e) {
		let { t } = this;
		for (let t of this.#e) t.show(e);
		let n = (e) => this.#e.filter(e).length, r = t.counted(n((e) => e.prefilled.origin === "record"), n((e) => e.prefilled.origin === "card"), n((e) => e.changed));
		this.#t.textContent !== r && (this.#t.textContent = r);
		let i = this.#e.filter((e) => e.absent).map(({ label: e }) => e);
		this.#n.textContent = i.length > 0 ? t.notFound(i) : "";
	}
}, Se = class {
	t;
	factor;
	prefilled;
	element;
	label;
	changed = !1;
	#e = E("td");
	#t = E("span");
	#n;
	constructor(e, t, n, r) {
		this.t = e, this.factor = t, this.prefilled = n, this.label = t?.label ?? n.factor;
		let i = e.resetOf(this.label);
		this.#n = E("button", {
			type: "button",
			"aria-label": i
		}, e.reset), this.#n.addEventListener("click", () => r(n.factor, n.value)), D(this.#e, this.#t, this.#n);
		let a = E("th", { scope: "row" }, this.label), o = E("td", {}, n.value === null ? "–" : this.#i(n.value)), s = {
			"data-factor": n.factor,
			"data-origin": n.origin
		};
		this.element = E("tr", s, a, o, Z(e, n), this.#e);
	}
	get absent() {
		let { origin: e, deciding: t, skipped: n } = this.prefilled, r = (t?.status ?? "not_found") === "not_found" && n.length === 0;
		return e === "nowhere" && r && !this.changed;
	}
	show(e) {
		let { t, prefilled: n } = this, r = e[n.factor] ?? null;
		this.changed = r !== n.value;
		let i = this.#i(r), a = n.value === null ? t.entered(i) : t.changed(i), o = n.value === null ? t.unknown : t.unchanged;
		this.#t.textContent = this.changed ? a : o, this.#t.className = this.changed ? "mark" : "", !this.changed && document.activeElement === this.#n && this.#r(), this.#n.hidden = !this.changed, this.element.toggleAttribute("data-changed", this.changed), this.element.hidden = this.absent;
	}
	#r() {
		this.#t.tabIndex = -1, this.#t.focus();
	}
	#i(e) {
		return be(this.t, this.factor, e);
	}
};
function Z(e, { origin: t, deciding: n, skipped: r }) {
	let i = (n && n.status !== "not_found" ? [n, ...r] : r).map((t) => E("li", {}, Ce(e, t)));
	return t === "card" && i.unshift(E("li", {}, e.fromCard)), E("td", {}, E("ul", {}, ...i));
}
function Ce(e, t) {
	let { resource: n, date: r, status: i, converted: a, reason: o } = t, s = r === null ? n ?? "–" : e.dated(n ?? "–", r);
	if (i === "conflicting") return e.notUsed(s, e.conflicting);
	if (t.value === null) return e.notUsed(s, e.reasons[o ?? ""] ?? o ?? "–");
	let c = [a ? e.converted : "", i === "stale" ? e.stale : ""].filter(Boolean);
	return c.length > 0 ? `${s} (${c.join("; ")})` : s;
}
// src/launch/prefill.ts
function we(e, t, n) {
	return e.map(({ name: e }) => {
		let [r, ...i] = t.ledger.filter(({ factor: t }) => t === e), a = {
			factor: e,
			deciding: r,
			skipped: i
		}, o = t.patient[e] ?? null;
		if (o !== null) return {
			...a,
			value: o,
			origin: "record"
		};
		let s = r?.status === "not_found" ? n?.[e] ?? null : null;
		return {
			...a,
			value: s,
			origin: s === null ? "nowhere" : "card"
		};
	});
}
function Te(e) {
	let t = e.filter(({ value: e }) => e !== null);
	return Object.fromEntries(t.map(({ factor: e, value: t }) => [e, t]));
}
// src/launch/taken.ts
var Ee = class e {
	person;
	needsBanner;
	prefilled;
	survivedMonths;
	noted;
	calculator = document.createElement("pulmet-survival");
	#e;
	constructor(e, t, n, r, i) {
		this.person = e, this.needsBanner = t, this.prefilled = n, this.survivedMonths = r, this.noted = i, this.calculator.survivedMonths = r, this.calculator.patient = Te(n);
		for (let e of ["pulmet-prediction", "pulmet-problem"]) this.calculator.addEventListener(e, () => this.#r());
	}
	static async of(t, n, r) {
		let [i, a] = await Promise.all([z(r), le(t, n)]), o = await ee(r, a.bundle), s = re(t.appContext, t.patient, i), c = we(i, o, s), l = {
			cut: a.cut,
			badContext: s === null
		}, { person: u } = a;
		return new e(u, t.needsBanner, c, o.survived_months, l);
	}
	view(e, t) {
		this.calculator.language = e.code, this.#e = new xe(e, t, this.prefilled, (e, t) => this.#n(e, t)), this.#r();
		let n = this.#t(e).map((e) => E("li", {}, e));
		return [
			this.needsBanner && he(e, this.person),
			n.length > 0 && E("ul", {
				class: "notes",
				"aria-label": e.notes
			}, ...n),
			this.#e.element
		];
	}
	#t(e) {
		return [
			...ge(this.person) ? [e.died] : [],
			...this.survivedMonths > 0 ? [e.survived(this.survivedMonths)] : [],
			...this.noted.cut ? [e.cut] : [],
			...this.noted.badContext ? [e.badContext] : []
		];
	}
	#n(e, t) {
		this.calculator.patient = {
			...this.calculator.patient,
			[e]: t
		}, this.#r();
	}
	#r() {
		this.#e?.show(this.calculator.patient);
	}
}, De = class {
	element;
	settings;
	#e = L(navigator.languages);
	#t = () => [];
	#n;
	#r = E("div", { class: "launch-top" });
	#i = E("div", { class: "launch-body" });
	constructor(e, t) {
		this.element = e, this.settings = t, D(e, this.#r, this.#i), this.#c();
	}
	async open() {
		let e = new URLSearchParams(location.search);
		history.replaceState(null, "", location.pathname);
		try {
			await (this.settings.returned ? this.#o(e) : this.#a(e));
		} catch (e) {
			let n = t(e);
			this.#s((e) => this.#p(e, n));
		}
	}
	async #a(t) {
		let n = t.get("iss");
		if (n === null) return this.#s((e) => this.#f(e));
		let r = i(this.settings, n);
		if (!r) throw new e("unknownServer");
		this.#s((e) => [E("p", { role: "status" }, e.asking)]), location.replace(await u(r, n, t.get("launch")));
	}
	async #o(e) {
		let t = await d(this.settings, e);
		this.#s((e) => [E("p", { role: "status" }, e.reading)]), this.#n = await Ee.of(t, this.settings.searches, this.#e.code), this.element.append(this.#n.calculator), await this.#d(this.#n);
	}
	#s(e) {
		this.#t = e, this.#c();
	}
	#c() {
		let e = this.#e;
		this.element.lang = e.code, D(this.#r, E("h2", {}, e.title), !e.reviewed && E("p", { class: "mark" }, e.notReviewed), this.#l(e)), D(this.#i, ...this.#t(e));
	}
	#l(e) {
		let t = E("select", {}, ...I.map(({ code: t, name: n }) => {
			let r = E("option", {
				value: t,
				lang: t
			}, n);
			return r.selected = t === e.code, r;
		}));
		return t.addEventListener("change", () => void this.#u(t.value)), E("label", {}, `${e.language} `, t);
	}
	async #u(e) {
		this.#e = L([e]), this.#c(), this.#r.querySelector("select")?.focus(), this.#n && await this.#d(this.#n).catch(() => void 0);
	}
	async #d(e) {
		let t = this.#e, n = await z(t.code);
		t === this.#e && this.#s((t) => e.view(t, n));
	}
	#f(e) {
		let { servers: t } = this.settings;
		if (t.length === 0) return [E("p", {}, e.notSetUp), Q(e)];
		let r = t.map(({ iss: e, name: t }) => {
			let r = new URL("launch", n);
			return r.searchParams.set("iss", e), E("li", {}, E("a", { href: r.href }, t ?? e));
		});
		return [
			E("h3", {}, e.choose),
			E("ul", {}, ...r),
			Q(e)
		];
	}
	#p(e, { code: t, details: n }) {
		let r = [e.failures[t], ...n].map((e) => E("p", {}, e)), i = E("h3", {}, e.noRecord);
		return [E("section", {
			role: "alert",
			class: "failure",
			"data-code": t
		}, i, ...r), Q(e)];
	}
};
function Q(e) {
	return E("p", {}, E("a", { href: n.href }, e.calculator));
}
// src/launch/index.ts
var $ = document.querySelector("#launch");
$ && new De($, r($)).open();
