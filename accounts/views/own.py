"""The own account, and which mails are wanted; the latter also by a link, without logging in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts import mail_choice as choices
from accounts.forms import MailChoiceForm
from accounts.limits import limited
from accounts.models import MailChoice
from accounts.requests import person, read_or_press


@read_or_press
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """The address, which mails go to it, and the calendar."""
    email = person(request).email
    form = choice_form(request, choices.of(email))
    if form.is_valid():
        choices.choose(email, **form.cleaned_data)
        messages.success(request, _("Saved. We keep to it from now on."))
        return redirect("account_own")
    return render(request, "account/own.html", {"form": form})


@login_not_required
@csrf_exempt  # mail programs press it for people; all other presses are looked at below
@read_or_press
@never_cache
@limited("mail_choice", by="token")
def mail_choice(request: HttpRequest, token: str) -> HttpResponse:
    """Which mails to this address are wanted. The link in a mail is enough to say so."""
    choice = get_object_or_404(MailChoice, token=token)
    answer = _by_one_click if _is_one_click(request) else _by_form
    response = answer(request, choice)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_one_click(request: HttpRequest) -> bool:
    """What a mail program sends for the button it draws beside a mail (RFC 8058)."""
    return request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click"


def _by_one_click(request: HttpRequest, choice: MailChoice) -> HttpResponse:
    """The link names no kind of mail: all go that one can do without."""
    choices.choose(choice.email, reminders=False, news=False)
    return render(request, "account/mails_ended.html", {"choice": choice})


@csrf_protect
def _by_form(request: HttpRequest, choice: MailChoice) -> HttpResponse:
    """Answers without a redirect: its sentence would need a cookie. Sent twice it says the same."""
    form = choice_form(request, choice)
    is_saved = form.is_valid()
    if is_saved:
        choices.choose(choice.email, **form.cleaned_data)
    context = {"choice": choice, "form": form, "is_saved": is_saved}
    return render(request, "account/mail_choice.html", context)


def choice_form(request: HttpRequest, choice: MailChoice) -> MailChoiceForm:
    typed = request.POST if request.method == "POST" else None
    return MailChoiceForm(typed, initial={"reminders": choice.reminders, "news": choice.news})
